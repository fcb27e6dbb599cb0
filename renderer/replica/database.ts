import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core'
import { COLLECTION_NAMES, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { specOf } from '#shared/collections.ts'
import { dexieStorage, DISK_LAYOUT } from './dexie-storage.ts'
import { fingerprint } from './names.ts'
import { toRxSchema } from './to-rx-schema.ts'

export type DocumentStorage = RxStorage<unknown, unknown>

/** Where IndexedDB comes from; tests pass a fake one, one per simulated device. */
export interface IndexedDbHost {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof globalThis.IDBKeyRange
}

export interface DatabaseOptions {
  readonly name: string
  /** Open the given ones only; a replica ignores what it does not keep. Default: all twelve. */
  readonly collections?: readonly CollectionName[]
  /** Default: Dexie on IndexedDB. */
  readonly storage?: DocumentStorage
  readonly indexedDb?: IndexedDbHost
  /** True where several windows share the database. */
  readonly multiInstance: boolean
  /** Allows the database to be opened twice in one realm: two tabs in a test. */
  readonly ignoreDuplicate?: boolean
}

/** The open documents database. `kept` are the collections it holds. */
export interface OpenDatabase {
  readonly kept: readonly CollectionName[]
  readonly rx: RxDatabase
  collection(name: CollectionName): RxCollection<Doc>
}

/**
 * Opens the documents, one RxDB collection per replicated collection. Rejects with what RxDB or IndexedDB say:
 * a schema that changed, a corrupt or full disk; `open-documents.ts` knows what to do then.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const kept = options.collections ?? COLLECTION_NAMES
  const rx = await createRxDatabase({
    name: options.name,
    storage: options.storage ?? dexieStorage(options.indexedDb),
    multiInstance: options.multiInstance,
    eventReduce: true,
    allowSlowCount: true,
    ...(options.ignoreDuplicate ? { ignoreDuplicate: true } : {}),
  })
  try {
    await rx.addCollections(
      Object.fromEntries(kept.map((name) => [name, { schema: toRxSchema(name, specOf(name)) }])),
    )
  } catch (error) {
    await rx.close()
    throw error
  }
  return { kept, rx, collection: (name) => rx.collections[name] as unknown as RxCollection<Doc> }
}

/** Changes whenever the schema of a kept collection, an index, or how they lie on the disk does. */
export function schemaFingerprint(kept: readonly CollectionName[] = COLLECTION_NAMES): string {
  return fingerprint(JSON.stringify([DISK_LAYOUT, ...kept.map((name) => toRxSchema(name, specOf(name)))]))
}
