import { Dexie } from 'dexie'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { IndexedDbHost } from '../database.ts'
import { SEARCHED, type Searched } from './passages.ts'

/** Reads documents without the replica: in a worker, so that the screen does not wait. */
export interface DocumentReader {
  read(name: Searched, ids: readonly Id[]): Promise<ReadonlyMap<Id, Doc>>
  ids(name: Searched): Promise<readonly Id[]>
  count(name: Searched): Promise<number>
  close(): void
}

/** Opens the documents as RxDB's storage on Dexie keeps them. Rejects when they are not there. */
export async function openReader(documents: string, host?: IndexedDbHost): Promise<DocumentReader> {
  const databases = new Map<Searched, Dexie>()
  const close = () => {
    for (const database of databases.values()) database.close()
  }
  try {
    for (const name of SEARCHED) {
      const database = new Dexie(`rxdb-dexie-${documents}--0--${name}`, { ...host })
      databases.set(name, database)
      await database.open()
    }
  } catch (error) {
    close()
    throw error
  }
  const tableOf = (name: Searched) => {
    const database = databases.get(name)
    if (database === undefined) throw new Error(`${name} is not searched.`)
    return database.table<Record<string, unknown>, Id>('docs')
  }
  return {
    async read(name, ids) {
      const rows = await tableOf(name).bulkGet([...ids])
      // RxDB keeps yes and no as '1' and '0' where it indexes them; of a search, nothing but this one matters.
      const living = rows.filter((row) => row !== undefined && row['_deleted'] !== '1')
      return new Map(living.map((row) => [String(row?.['id']), row as unknown as Doc]))
    },
    ids: (name) => tableOf(name).toCollection().primaryKeys(),
    count: (name) => tableOf(name).count(),
    close,
  }
}
