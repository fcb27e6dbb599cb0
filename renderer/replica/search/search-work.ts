import type { Doc } from '#shared/kernel/fields.ts'
import type { IndexedDbHost } from '../database.ts'
import { mutex, webLock } from '../exclusive.ts'
import { openReader, type DocumentReader } from './document-reader.ts'
import { createKeeper, MOST_WAITING, type Keeper } from './keeper.ts'
import { docKey, keyParts, longTextOf, type DocKey, type Searched } from './passages.ts'
import { SearchDatabase, searchNames } from './search-database.ts'
import { createSearchIndex, type Found, type SearchIndex, type SearchQuery } from './search-index.ts'
import { tellNews, type SearchHit, type SearchNews, type SearchPlace } from './search-protocol.ts'
import { createWaker, type Waker } from './waker.ts'
import { excerptOf } from './words.ts'

export interface SearchWorkParts {
  readonly place: SearchPlace
  readonly locks: LockManager
  readonly indexedDb?: IndexedDbHost
  /** Documents still to be read; 0 once the index is complete. */
  readonly onLeft: (count: number) => void
}

/** The index of one window at work. */
export interface SearchWork {
  answer(query: SearchQuery): Promise<readonly SearchHit[]>
  /** Ends when everything open is closed. */
  stop(): Promise<void>
}

/** Milliseconds: what is noted together is taken up together, and written when nothing comes for a while. */
const GATHER = 100
/** While a device is filled: the fill needs the write lock more than the index does. */
const GATHER_MANY = 2000
const MANY = 250
const REST = 1000
const LONGEST_WAIT = 10_000
/** While a device is filled, what was taken up stays noted so long at most before it is written. */
const LONGEST_UNWRITTEN = 30_000
const AGAIN_AFTER = 30_000

/** Loads the index and follows the documents. One window writes; where it closes, another goes on. */
export function startSearchWork(parts: SearchWorkParts): SearchWork {
  const index = createSearchIndex()
  const stopping = new AbortController()
  const open: Open = { reader: undefined }
  const running = keepAtIt(parts, index, open, stopping.signal)
  return {
    answer: async (query) => {
      const found = index.search(query, Date.now())
      return withExcerpts(found, open.reader)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** What answers need of the work that is going on. */
interface Open {
  reader: DocumentReader | undefined
}

/** Begins anew after a failure: an index that was thrown away is built again. */
async function keepAtIt(
  parts: SearchWorkParts,
  index: SearchIndex,
  open: Open,
  signal: AbortSignal,
): Promise<void> {
  const waker = createWaker(signal)
  while (!signal.aborted) {
    try {
      await work(parts, index, open, signal)
    } catch (error) {
      if (!signal.aborted) console.error(error)
    }
    await waker.wait(AGAIN_AFTER)
  }
}

async function work(
  { place, locks, indexedDb, onLeft }: SearchWorkParts,
  index: SearchIndex,
  open: Open,
  signal: AbortSignal,
): Promise<void> {
  const names = searchNames(place.names)
  const reader = await openReader(place.documents, indexedDb)
  const database = new SearchDatabase(names.database, { ...indexedDb, autoOpen: false })
  const channel = new BroadcastChannel(names.channel)
  const tell = (news: SearchNews) => tellNews(channel, news)
  const waker = createWaker(signal)
  const one = mutex()
  try {
    await database.open()
    open.reader = reader
    const keeper = createKeeper({
      index,
      database,
      reader,
      documents: place.documents,
      exclusive: webLock(place.names.writeLock, locks),
      onTaken: (keys) => tell({ type: 'taken', keys }),
      onLeft: (count) => {
        onLeft(count)
        tell({ type: 'left', count })
      },
    })
    const loaded = one(() => keeper.load())
    let isWriter = false
    channel.addEventListener('message', ({ data }: MessageEvent<SearchNews>) => {
      if (isWriter) return data.type === 'noted' ? waker.wake() : undefined
      const followed = one(() => follow(keeper, data, onLeft))
      return void followed.catch((error: unknown) => console.error(error))
    })
    await loaded
    if (await isHeld(locks, names.lock)) {
      await one(() => keeper.compare())
      onLeft(0)
    }
    await locks.request(names.lock, { signal }, async () => {
      isWriter = true
      await one(() => write(keeper, waker, signal))
    })
  } finally {
    open.reader = undefined
    channel.close()
    database.close()
    reader.close()
  }
}

/** True while another window writes the index. */
function isHeld(locks: LockManager, name: string): Promise<boolean> {
  return locks.request(name, { ifAvailable: true }, async (lock) => lock === null)
}

/** What another window took up is looked at here too. */
async function follow(keeper: Keeper, news: SearchNews, onLeft: (count: number) => void): Promise<void> {
  if (news.type === 'taken') await keeper.follow(news.keys)
  if (news.type !== 'left') return
  if (news.count === 0) await keeper.compare()
  onLeft(news.count)
}

async function write(keeper: Keeper, waker: Waker, signal: AbortSignal): Promise<void> {
  await keeper.catchUp()
  let since = 0
  let gather = GATHER
  while (!signal.aborted) {
    const isWoken = await waker.wait(keeper.waiting > 0 ? REST : LONGEST_WAIT)
    if (isWoken) await waker.pause(gather)
    if (signal.aborted) return
    const wasEmpty = keeper.waiting === 0
    gather = (await keeper.takeNotes()) >= MANY ? GATHER_MANY : GATHER
    if (wasEmpty) since = Date.now()
    const isDue = !isWoken || keeper.waiting >= MOST_WAITING || Date.now() - since > LONGEST_UNWRITTEN
    if (keeper.waiting > 0 && isDue) await keeper.flush()
  }
}

async function withExcerpts(
  found: readonly Found[],
  reader: DocumentReader | undefined,
): Promise<readonly SearchHit[]> {
  const texts = new Map<DocKey | '', Pick<SearchHit, 'said'> & { readonly text: string }>()
  const said = found.flatMap((one) => (one.said === '' ? [] : [keyParts(one.said)]))
  for (const [name, some] of Map.groupBy(said, (part) => part.name)) {
    const ids = some.map(({ id }) => id)
    const docs = await reader?.read(name, ids).catch(() => undefined)
    for (const [id, doc] of docs ?? []) {
      texts.set(docKey(name, id), { text: longTextOf(name, doc), said: saidIn(name, doc) })
    }
  }
  return found.map(({ entry, terms, said: key }): SearchHit => {
    const whole = texts.get(key)
    const excerpt = excerptOf(whole?.text ?? '', terms)
    return { ...entry, terms, excerpt, said: excerpt === '' ? '' : (whole?.said ?? '') }
  })
}

function saidIn(name: Searched, doc: Doc): SearchHit['said'] {
  if (name === 'messages') return doc['kind'] === 'note' ? 'note' : 'message'
  return name === 'items' ? 'item' : 'text'
}
