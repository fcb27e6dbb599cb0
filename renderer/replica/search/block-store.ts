import { Dexie } from 'dexie'
import { blockOf, BLOCKS, loadInto, packed, SHELVES, shelvedOf, unpacked, type ShelfName } from './blocks.ts'
import type { DocKey, Passage } from './passages.ts'
import { FORMAT, type Note, type SearchDatabase } from './search-database.ts'
import type { SearchIndex } from './search-index.ts'

/** Blocks read at once: a question waits for so many at most. */
const SLICE = 4
const MOST_PARTS = 12

/** What is to be written of a document. */
export interface Waiting {
  /** Undefined: the document is gone. */
  readonly passage: Passage | undefined
  /** Nothing of it is on the disk. */
  readonly isNew: boolean
}

/** What was on the disk; not usable when it was made in another way or from other documents. */
interface Loaded {
  readonly isUsable: boolean
  readonly notes: readonly Note[]
}

/** Blocks and notes at one moment: what is noted is not yet in a block, or is there twice and the same. */
export async function loadBlocks(
  index: SearchIndex,
  database: SearchDatabase,
  documents: string,
): Promise<Loaded> {
  const { meta, blocks, notes } = database
  return database.transaction('r', meta, blocks, notes, async () => {
    const built = await meta.get('built')
    if (built?.format !== FORMAT || built.documents !== documents)
      return { isUsable: false, notes: [] as const }
    for (const shelf of SHELVES) {
      for (let first = 0; first < BLOCKS; first += SLICE) {
        const some = await blocks
          .where(PRIMARY)
          .between(...partsBetween(shelf, first, first + SLICE))
          .toArray()
        for (const block of some) loadInto(index, block)
      }
    }
    return { isUsable: true, notes: await notes.toArray() }
  })
}

const PRIMARY = '[shelf+block+part]'

/** Every part of the blocks from one to before another. */
function partsBetween(shelf: ShelfName, first: number, end: number) {
  return [
    [shelf, first, Dexie.minKey],
    [shelf, end - 1, Dexie.maxKey],
  ] as const
}

/** How many parts each block has, by shelf and number. */
export async function countParts({ blocks }: SearchDatabase): Promise<ReadonlyMap<string, number>> {
  const keys = (await blocks.toCollection().primaryKeys()) as readonly [ShelfName, number, number][]
  return new Map(keys.map(([shelf, block, part]) => [`${shelf}/${block}`, part + 1]))
}

/** Empties the index on the disk; a damaged one is deleted first. What is noted stays where it can. */
export async function beginAnew(
  database: SearchDatabase,
  documents: string,
  isDamaged: boolean,
): Promise<void> {
  if (isDamaged) {
    await database.delete({ disableAutoOpen: false })
    await database.open()
  }
  const { blocks, meta } = database
  await database.transaction('rw', blocks, meta, async () => {
    await blocks.clear()
    await meta.put({ key: 'built', format: FORMAT, documents })
  })
}

/** What was noted after a note. Rejects when the index was thrown away meanwhile. */
export async function notesAfter(database: SearchDatabase, seq: number): Promise<readonly Note[]> {
  const { meta, notes } = database
  return database.transaction('r', meta, notes, async () => {
    if ((await meta.get('built')) === undefined) throw new Error('The search index was thrown away.')
    return notes.where('seq').above(seq).toArray()
  })
}

/** Writes documents into their blocks and forgets the notes of them, all or nothing. Answers the parts of each block. */
export async function writeBlocks(
  database: SearchDatabase,
  waiting: ReadonlyMap<DocKey, Waiting>,
  blockParts: ReadonlyMap<string, number>,
  takenThrough: number,
): Promise<ReadonlyMap<string, number>> {
  const { blocks, notes } = database
  const counts = new Map<string, number>()
  await database.transaction('rw', blocks, notes, async () => {
    for (const [block, some] of Map.groupBy(waiting, ([key]) => blockOf(key))) {
      for (const shelf of SHELVES) {
        const known = blockParts.get(`${shelf}/${block}`) ?? 0
        const isAdded = known < MOST_PARTS && some.every(([, { isNew }]) => isNew)
        const write = isAdded ? addPart : rewriteBlock
        counts.set(`${shelf}/${block}`, await write(database, { shelf, block, known }, some))
      }
    }
    await notes.where('seq').belowOrEqual(takenThrough).delete()
  })
  return counts
}

interface BlockPlace {
  readonly shelf: ShelfName
  readonly block: number
  /** Parts it has. */
  readonly known: number
}

type Some = readonly (readonly [DocKey, Waiting])[]

async function addPart({ blocks }: SearchDatabase, place: BlockPlace, some: Some): Promise<number> {
  const { shelf, block, known } = place
  const shelved = some.flatMap(([, { passage }]) => (passage && shelvedOf(passage, shelf)) ?? [])
  if (shelved.length === 0) return known
  await blocks.put(packed({ shelf, block, part: known }, shelved))
  return known + 1
}

async function rewriteBlock({ blocks }: SearchDatabase, place: BlockPlace, some: Some): Promise<number> {
  const { shelf, block } = place
  const range = blocks.where(PRIMARY).between(...partsBetween(shelf, block, block + 1), true, true)
  const known = (await range.toArray()).flatMap(unpacked)
  const all = new Map(known.map((shelved) => [shelved.key, shelved]))
  for (const [key, { passage }] of some) {
    const shelved = passage && shelvedOf(passage, shelf)
    if (shelved === undefined) all.delete(key)
    else all.set(key, shelved)
  }
  await range.delete()
  if (all.size === 0) return 0
  await blocks.put(packed({ shelf, block, part: 0 }, [...all.values()]))
  return 1
}
