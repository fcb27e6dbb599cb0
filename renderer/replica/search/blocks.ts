import type { DocKey, Entry, Passage, Words } from './passages.ts'
import { posting } from './shelf.ts'
import type { SearchIndex } from './search-index.ts'

/** Which words a block holds: those people look for mostly, which are loaded first, or those of long texts. */
export const SHELVES = ['short', 'long'] as const
export type ShelfName = (typeof SHELVES)[number]

/** Blocks of a shelf. A document's block follows from its key, so that a change rewrites one block of each shelf. */
export const BLOCKS = 256

/**
 * Documents of one block as they lie on the disk. Documents that are new to the disk are added in a part of their own; a
 * block with changed or removed documents is written anew as one part, so that nothing of them is left.
 */
export interface Block {
  readonly shelf: ShelfName
  readonly block: number
  readonly part: number
  readonly keys: readonly DocKey[]
  /** Where each document leads; absent on the short shelf, whose documents lead to themselves. */
  readonly targets?: readonly DocKey[]
  /** What is shown of each document, on the short shelf. */
  readonly entries?: readonly (Entry | undefined)[]
  /** Every term of the block once, by lines. */
  readonly terms: string
  /** For each document the number of its words, then for each word the term's line and its weight; numbers as varints. */
  readonly words: ArrayBuffer
}

/** A document in a block. */
export interface Shelved {
  readonly key: DocKey
  readonly target: DocKey
  readonly entry: Entry | undefined
  readonly words: Words
}

/** The block a document lies in. */
export function blockOf(key: DocKey): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % BLOCKS
}

/** What a document puts on a shelf; undefined for nothing. A document stands on one shelf at least. */
export function shelvedOf(passage: Passage, shelf: ShelfName): Shelved | undefined {
  const { key, target, entry, short, long } = passage
  const leadsToItself = key === target
  if (shelf === 'short') return leadsToItself ? { key, target, entry, words: short } : undefined
  return leadsToItself && long.size === 0 ? undefined : { key, target, entry: undefined, words: long }
}

/** Packs documents into a part of a block. */
export function packed(place: Pick<Block, 'shelf' | 'block' | 'part'>, shelved: readonly Shelved[]): Block {
  const lines = new Map<string, number>()
  const bytes: number[] = []
  for (const { words } of shelved) {
    pushNumber(bytes, words.size)
    for (const [term, weight] of words) {
      const line = lines.get(term) ?? lines.size
      lines.set(term, line)
      pushNumber(bytes, line)
      bytes.push(weight)
    }
  }
  const keys = shelved.map(({ key }) => key)
  const terms = [...lines.keys()].join('\n')
  const all = { ...place, keys, terms, words: Uint8Array.from(bytes).buffer }
  if (place.shelf === 'short') return { ...all, entries: shelved.map(({ entry }) => entry) }
  return { ...all, targets: shelved.map(({ target }) => target) }
}

/** The documents of a part. */
export function unpacked(block: Block): readonly Shelved[] {
  const terms = block.terms.split('\n')
  const reader = numbersOf(block.words)
  return block.keys.map((key, at) => {
    const words = new Map<string, number>()
    const count = reader.number()
    for (let word = 0; word < count; word++) words.set(terms[reader.number()] ?? '', reader.byte())
    return { key, target: block.targets?.[at] ?? key, entry: block.entries?.[at], words }
  })
}

/** Puts the documents of a part into the index, faster than one by one. Throws when the part is damaged. */
export function loadInto(index: SearchIndex, block: Block): void {
  const shelf = index[block.shelf]
  const lists = block.terms === '' ? [] : block.terms.split('\n').map((term) => shelf.postingsOf(term))
  const reader = numbersOf(block.words)
  for (const [at, key] of block.keys.entries()) {
    const target = block.targets?.[at] ?? key
    const number =
      block.shelf === 'long' && target === key
        ? index.numberOf(key)
        : index.know({ key, target, entry: block.entries?.[at] })
    const count = reader.number()
    if (count === 0) continue
    const passage = shelf.begin(key, number)
    for (let word = 0; word < count; word++) {
      const list = lists[reader.number()]
      if (list === undefined) throw new Error(`Block ${block.block} of ${block.shelf} names a term it lacks.`)
      list.push(posting(passage, reader.byte()))
    }
  }
  if (!reader.isAtEnd())
    throw new Error(`Block ${block.block} of ${block.shelf} is longer than its documents.`)
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value
  while (rest > 127) {
    bytes.push((rest & 127) | 128)
    rest >>>= 7
  }
  bytes.push(rest)
}

function numbersOf(words: ArrayBuffer) {
  const bytes = new Uint8Array(words)
  let at = 0
  const byte = (): number => {
    const value = bytes[at]
    if (value === undefined) throw new Error('A block of the search index ends too early.')
    at += 1
    return value
  }
  const number = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const next = byte()
      value |= (next & 127) << shift
      if (next < 128) return value
    }
  }
  return { byte, number, isAtEnd: () => at === bytes.length }
}
