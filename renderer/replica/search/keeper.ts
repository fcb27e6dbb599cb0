import type { Exclusive } from '../exclusive.ts'
import { beginAnew, countParts, loadBlocks, notesAfter, writeBlocks, type Waiting } from './block-store.ts'
import type { DocumentReader } from './document-reader.ts'
import {
  calledOf,
  docKey,
  keyParts,
  passageOf,
  SEARCHED,
  type DocKey,
  type Passage,
  type Searched,
} from './passages.ts'
import type { Note, SearchDatabase } from './search-database.ts'
import type { SearchIndex } from './search-index.ts'

export interface KeeperParts {
  readonly index: SearchIndex
  readonly database: SearchDatabase
  readonly reader: DocumentReader
  /** Name of the documents database. */
  readonly documents: string
  /** The replica's write lock: while it is held no document is being written. */
  readonly exclusive: Exclusive
  /** Told what was looked at, for the other windows. */
  readonly onTaken: (keys: readonly DocKey[]) => void
  /** Told how many documents are still to be read. */
  readonly onLeft: (count: number) => void
}

/** Keeps the index in memory, and on the disk where this window writes it. Its works must not overlap. */
export interface Keeper {
  /** Fills the memory from the disk. What is missing or damaged there is left out. */
  load(): Promise<void>
  /** Looks at documents again, for the memory alone. */
  follow(keys: readonly DocKey[]): Promise<void>
  /** Compares which documents there are with those the memory knows, for the memory alone. */
  compare(): Promise<void>
  /** Brings memory and disk up to date. For the one window that writes. */
  catchUp(): Promise<void>
  /** Takes up what was noted, and answers how many documents that were. For the one window that writes. */
  takeNotes(): Promise<number>
  /** Writes what was taken up. For the one window that writes. */
  flush(): Promise<void>
  /** Documents taken up and not written yet. */
  readonly waiting: number
}

const CHUNK = 250
/** Documents kept back until they are written, at most. */
export const MOST_WAITING = 20_000
/** Chunks of a comparison after which notes are looked at. */
const NOTES_EVERY = 8

/** Takes documents up: into the memory, and to be written where this window writes. */
function createTaker(parts: KeeperParts) {
  const { index, database, onTaken } = parts
  const waiting = new Map<DocKey, Waiting>()
  const blockParts = new Map<string, number>()
  let takenThrough = 0

  const take = async (keys: readonly DocKey[], toDisk: boolean) => {
    for (let at = 0; at < keys.length; at += CHUNK) {
      const { passages, renamed } = await readChunk(parts, keys.slice(at, at + CHUNK))
      for (const [key, passage] of passages) {
        const isNew = waiting.get(key)?.isNew ?? !index.has(key)
        if (toDisk) waiting.set(key, { passage, isNew })
        if (passage === undefined) index.drop(key)
        else index.put(passage)
      }
      if (toDisk) onTaken([...passages.keys()])
      if (renamed.size > 0) await take(index.ticketsOf(renamed), toDisk)
      if (waiting.size >= MOST_WAITING) await flush()
    }
  }
  const flush = async () => {
    const changed = await writeBlocks(database, waiting, blockParts, takenThrough)
    for (const [block, count] of changed) blockParts.set(block, count)
    waiting.clear()
  }
  const takeNotes = async () => {
    const notes = await parts.exclusive(() => notesAfter(database, takenThrough))
    const keys = keysOf(notes)
    await take(keys, true)
    takenThrough = notes.at(-1)?.seq ?? takenThrough
    return keys.length
  }
  const compare = async (toDisk: boolean) => {
    const keys = await differing(parts)
    for (let at = 0; at < keys.length; at += CHUNK) {
      parts.onLeft(keys.length - at)
      await take(keys.slice(at, at + CHUNK), toDisk)
      if (toDisk && (at / CHUNK) % NOTES_EVERY === 0) await takeNotes()
    }
  }
  return { waiting, blockParts, take, flush, takeNotes, compare }
}

/** The keeper of one index. */
export function createKeeper(parts: KeeperParts): Keeper {
  const { index, database, documents } = parts
  const { waiting, blockParts, take, flush, takeNotes, compare } = createTaker(parts)
  let state: 'usable' | 'other' | 'damaged' = 'other'
  return {
    async load() {
      index.clear()
      try {
        const { isUsable, notes } = await loadBlocks(index, database, documents)
        state = isUsable ? 'usable' : 'other'
        if (isUsable) await take(keysOf(notes), false)
      } catch (error) {
        console.error(error)
        state = 'damaged'
      }
      if (state !== 'usable') index.clear()
    },
    follow: (keys) => take(keys, false),
    compare: () => compare(false),
    async catchUp() {
      if (state !== 'usable') {
        index.clear()
        await beginAnew(database, documents, state === 'damaged')
      }
      state = 'usable'
      // Another window may have written since this one loaded.
      blockParts.clear()
      for (const [block, count] of await countParts(database)) blockParts.set(block, count)
      await takeNotes()
      await compare(true)
      parts.onLeft(0)
      await flush()
    },
    takeNotes,
    flush,
    get waiting() {
      return waiting.size
    },
  }
}

/** The documents named by notes, each once. */
function keysOf(notes: readonly Note[]): readonly DocKey[] {
  return [...new Set(notes.flatMap(({ name, ids }) => ids.map((id) => docKey(name, id))))]
}

/** Reads documents as they are now. `renamed`: people whose tickets are found by other words than before. */
async function readChunk({ reader, index }: KeeperParts, keys: readonly DocKey[]) {
  const ids = new Map<Searched, string[]>(SEARCHED.map((name) => [name, []]))
  for (const key of keys) ids.get(keyParts(key).name)?.push(keyParts(key).id)
  const passages = new Map<DocKey, Passage | undefined>()
  const renamed = new Set<string>()
  const called = (id: string) => {
    const key = docKey('people', id)
    const entry = passages.get(key)?.entry ?? index.entry(key)
    return entry?.kind === 'person' ? calledOf(entry) : ''
  }
  for (const [name, some] of ids) {
    const docs = some.length === 0 ? new Map<string, never>() : await reader.read(name, some)
    for (const id of some) {
      const before = name === 'people' ? called(id) : ''
      const doc = docs.get(id)
      passages.set(docKey(name, id), doc && passageOf(name, doc, called))
      if (name === 'people' && before !== called(id)) renamed.add(id)
    }
  }
  return { passages, renamed }
}

/** Documents of which one side alone knows. What changed was noted; this finds what neither note nor block tells of. */
async function differing({ reader, index }: KeeperParts): Promise<readonly DocKey[]> {
  const keys: DocKey[] = []
  for (const name of SEARCHED) {
    if ((await reader.count(name)) === index.count(name)) continue
    const there = new Set((await reader.ids(name)).map((id) => docKey(name, id)))
    for (const key of there) if (!index.has(key)) keys.push(key)
    for (const key of index.keys(name)) if (!there.has(key)) keys.push(key)
  }
  return keys
}
