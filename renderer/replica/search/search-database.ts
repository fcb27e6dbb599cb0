import { Dexie, type EntityTable, type Table } from 'dexie'
import type { IndexedDbHost } from '../database.ts'
import type { LocalNames } from '../names.ts'
import type { Block, ShelfName } from './blocks.ts'
import type { Searched } from './passages.ts'

/** Rises when words or blocks are made in another way: the index is built anew. */
export const FORMAT = 1

/** Documents that are about to be written or removed: whoever writes the index looks at them again. */
export interface Note {
  readonly seq?: number
  readonly name: Searched
  readonly ids: readonly string[]
}

/** What the index was built from. */
export interface Built {
  readonly key: 'built'
  readonly format: number
  /** Name of the documents database; another one holds other documents. */
  readonly documents: string
}

/** The search index on the disk. Everything in it can be made again from the documents. */
export class SearchDatabase extends Dexie {
  declare readonly notes: EntityTable<Note, 'seq'>
  declare readonly blocks: Table<Block, [ShelfName, number, number]>
  declare readonly meta: Table<Built, string>

  /** Without `autoOpen` it stays closed once another window deleted it. */
  constructor(name: string, options: Partial<IndexedDbHost> & { readonly autoOpen?: boolean } = {}) {
    super(name, options)
    this.version(1).stores({ notes: '++seq', blocks: '[shelf+block+part]', meta: 'key' })
  }
}

/** The names a search index lives under, beside those of its replica: what begins like them is wiped with it. */
export function searchNames({ prefix }: Pick<LocalNames, 'prefix'>) {
  return { database: `${prefix}-search`, lock: `${prefix}-search-writer`, channel: `${prefix}-search` }
}
