import { Dexie, type EntityTable } from 'dexie'
import type { IndexedDbHost } from './database.ts'

/** A file on the device. `waiting`: the server does not have it yet · `refused`: it does not want it. */
export interface StoredFile {
  readonly sha256: string
  readonly bytes: Blob
  readonly state: 'waiting' | 'sent' | 'refused'
  /** Why the server does not want it, '' otherwise. */
  readonly refusal: string
  /** Milliseconds on the device's clock; only decides what is forgotten first. */
  readonly usedAt: number
  /** True while the person carries it along: it is not forgotten for room. */
  readonly stays?: boolean
}

/** Files written here and not sent yet, and those somebody opened. Durable before a message may name them. */
export class FilesDatabase extends Dexie {
  declare readonly files: EntityTable<StoredFile, 'sha256'>

  constructor(name: string, host?: IndexedDbHost) {
    super(name, { chromeTransactionDurability: 'strict', ...host })
    this.version(1).stores({ files: 'sha256, state, usedAt' })
  }
}
