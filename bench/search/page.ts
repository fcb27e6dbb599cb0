import { Dexie } from 'dexie'
import MiniSearch from 'minisearch'
import { filter, firstValueFrom } from 'rxjs'
import { createReplica } from '#renderer/replica/create-replica.ts'
import { httpTransport } from '#renderer/replica/http-transport.ts'
import type { SearchQuery } from '#renderer/replica/search/search-index.ts'
import {
  createSearchService,
  noteForSearch,
  searchPlace,
  type SearchService,
} from '#renderer/replica/search/search-service.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import { BENCH_PEOPLE, benchMessage, benchPerson, benchQueries, benchTicket } from './corpus.ts'

const OWNER = { serverUrl: 'https://bench.example', personId: 'agent' }
const AT_ONCE = 2000
/** The peers are slower: fewer of each kind are enough. */
const PEER_QUERIES = 12
let service: SearchService | undefined

/** Puts people, tickets and three messages on each where the replica keeps them; milliseconds. */
async function fill(tickets: number): Promise<number> {
  const began = performance.now()
  const replica = await openReplica()
  await put('people', BENCH_PEOPLE, benchPerson)
  await put('tickets', tickets, benchTicket)
  await put('messages', 3 * tickets, benchMessage)
  await replica.stop()
  return performance.now() - began
}

function openReplica() {
  // Nobody answers there: the replica is away from its server.
  const transport = httpTransport({ baseUrl: `${location.origin}/away`, token: () => '' })
  return createReplica({ ...OWNER, transport, multiInstance: true, around: noteForSearch(OWNER) })
}

/** Straight into the store's tables: how fast a replica fills is measured elsewhere. */
async function put(name: string, count: number, make: (at: number) => object): Promise<void> {
  const { documents } = searchPlace(OWNER)
  const database = await new Dexie(`rxdb-dexie-${documents}--0--${name}`).open()
  const own = { _deleted: '0', _attachments: {}, _meta: { lwt: 1 }, _rev: '1-bench' }
  for (let first = 0; first < count; first += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, at) => make(first + at))
    await database.table('docs').bulkAdd(rows.map((row) => ({ ...row, ...own })))
  }
  database.close()
}

/** Starts the search: milliseconds until the first ticket is found, and until everything is there. */
async function start(): Promise<{ readonly found: number; readonly complete: number }> {
  const began = performance.now()
  service = createSearchService(OWNER)
  const complete = firstValueFrom(service.building.pipe(filter((left) => left === 0))).then(
    () => performance.now() - began,
  )
  while ((await service.search(asking('#77'))).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const found = performance.now() - began
  return { found, complete: await complete }
}

/** Ends the search; what it took up is written. */
function stop(): void {
  service?.stop()
  service = undefined
}

function asking(query: string): SearchQuery {
  const site = /site:(?<at>\d+) /u.exec(query)
  return {
    words: query.replace(/site:\S+ /u, ''),
    filter: site ? { site: `site-${site.groups?.['at']}` } : {},
    state: 'all',
    me: 'agent',
  }
}

/** What queries of one kind took, in milliseconds, and how many found something. */
interface Asked {
  readonly times: readonly number[]
  readonly answered: number
}

/** Asks each query as the console does, from the key to the hits with their excerpts. */
async function ask(tickets: number): Promise<Readonly<Record<string, Asked>>> {
  const asked: Record<string, Asked> = {}
  for (const [kind, queries] of Object.entries(benchQueries(tickets))) {
    const times: number[] = []
    let answered = 0
    for (const query of queries) {
      const began = performance.now()
      const hits = await service?.search(asking(query))
      times.push(performance.now() - began)
      if ((hits?.length ?? 0) > 0) answered += 1
    }
    asked[kind] = { times, answered }
  }
  return asked
}

interface PeerDoc {
  readonly id: string
  readonly title: string
  readonly text: string
}

function* peerDocs(tickets: number): Generator<PeerDoc> {
  for (let at = 0; at < tickets; at++) {
    const { id, number, label, title, resolution, requesterId } = benchTicket(at)
    const { name } = benchPerson(Number(requesterId.slice('person-'.length)))
    yield { id, title: `${number} ${label} ${title} ${name}`, text: resolution }
  }
  for (let at = 0; at < 3 * tickets; at++) {
    const { id, text } = benchMessage(at)
    yield { id, title: '', text }
  }
}

/** MiniSearch over the same words, kept in the page: milliseconds to build, and for each query. */
async function askMiniSearch(tickets: number) {
  const began = performance.now()
  const peer = new MiniSearch<PeerDoc>({ fields: ['title', 'text'], processTerm: plain })
  await peer.addAllAsync([...peerDocs(tickets)], { chunkSize: AT_ONCE })
  const built = performance.now() - began
  const options = { boost: { title: 2 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' } as const
  const asked = askAll(tickets, (words) => peer.search(words, options).slice(0, 50))
  Object.assign(globalThis, { kept: peer })
  return { built, asked }
}

/** A look through every text for every word, as a list without an index would. */
function askScan(tickets: number) {
  const texts = [...peerDocs(tickets)].map(({ title, text }) => plain(`${title} ${text}`))
  return askAll(tickets, (words) => {
    const parts = plain(words).split(' ')
    return texts.filter((text) => parts.every((part) => text.includes(part))).slice(0, 50)
  })
}

function askAll(tickets: number, search: (words: string) => readonly unknown[]) {
  const kinds = Object.entries(benchQueries(tickets)).map(([kind, queries]) => {
    const times = queries.slice(0, PEER_QUERIES).map((query) => {
      const began = performance.now()
      search(query.replaceAll(/#|site:\S+ /gu, ''))
      return performance.now() - began
    })
    return [kind, times] as const
  })
  return Object.fromEntries(kinds)
}

/** Milliseconds from a change of a ticket until it is found by its new words. */
async function changes(count: number): Promise<readonly number[]> {
  const replica = await openReplica()
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const word = `changedword${at}x${Date.now()}`
    const began = performance.now()
    await replica.write([
      { collection: 'tickets', docId: `ticket-${at * 13}`, op: 'change', patch: { title: `Now ${word}` } },
    ])
    while ((await service?.search(asking(word)))?.[0]?.title !== `Now ${word}`) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    times.push(performance.now() - began)
  }
  await replica.stop()
  return times
}

/** Bytes of the index's records, counted as they lie in IndexedDB, text as UTF-8. */
async function sizeOnDisk(): Promise<number> {
  const database = await new Dexie(`${searchPlace(OWNER).names.prefix}-search`).open()
  const encoder = new TextEncoder()
  let bytes = 0
  await database.table('blocks').each(({ words, ...rest }: { readonly words: ArrayBuffer }) => {
    bytes += words.byteLength + encoder.encode(JSON.stringify(rest)).byteLength
  })
  database.close()
  return bytes
}

Object.assign(globalThis, {
  bench: { fill, start, stop, ask, askMiniSearch, askScan, changes, sizeOnDisk },
})
