import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import { carryOver } from './carry-over.ts'
import { openDatabase, schemaFingerprint, type DatabaseOptions, type IndexedDbHost } from './database.ts'
import { documentStore, type DocumentStore } from './document-store.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta } from './meta.ts'
import { isDocumentDatabase, type LocalNames } from './names.ts'
import type { Outbox } from './outbox.ts'
import { deleteDatabases } from './delete-databases.ts'
import { isStorageFull } from './storage-failure.ts'

export interface OpenedDocuments {
  readonly store: DocumentStore
  /** True when the documents were lost or damaged and come anew from the server. */
  readonly rebuilt: boolean
}

type Options = Omit<DatabaseOptions, 'name'>

/**
 * Opens the documents. Their database is named after their schema: when that changed, the old ones are carried over.
 * What is damaged is thrown away, since everything but the outbox can be fetched again. Rejects when the disk is full.
 */
export async function openDocuments(
  names: LocalNames,
  outbox: Outbox,
  options: Options,
): Promise<OpenedDocuments> {
  const kept = options.collections ?? COLLECTION_NAMES
  const name = `${names.documents}-${schemaFingerprint(kept)}`
  try {
    const store = await openCurrent(name, names, outbox, options, kept)
    const { cursor } = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
    const isLost = cursor !== '' && (await store.isEmpty())
    if (isLost) await writeMeta(outbox.database, META.pull, PULL_AT_FIRST)
    return { store, rebuilt: isLost }
  } catch (error) {
    if (isStorageFull(error)) throw error
    console.error(error)
    await writeMeta(outbox.database, META.pull, PULL_AT_FIRST)
    await writeMeta(outbox.database, META.documents, undefined)
    await removeDocuments(names, options.indexedDb)
    return { store: await openCurrent(name, names, outbox, options, kept), rebuilt: true }
  }
}

async function openCurrent(
  name: string,
  names: LocalNames,
  outbox: Outbox,
  options: Options,
  kept: readonly CollectionName[],
): Promise<DocumentStore> {
  const store = documentStore(await openDatabase({ ...options, name }))
  const earlier = await readMeta(outbox.database, META.documents)
  if (earlier === name) return store
  try {
    if (earlier !== undefined) await carryOver(earlier, store, outbox, kept, options.indexedDb)
    await writeMeta(outbox.database, META.documents, name)
    if (earlier !== undefined) await removeDocuments(names, options.indexedDb, name)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** Deletes the document databases of this replica, except those of one name. */
function removeDocuments(names: LocalNames, host: IndexedDbHost | undefined, except?: string): Promise<void> {
  return deleteDatabases(
    (database) => isDocumentDatabase(names, database) && (except === undefined || !database.includes(except)),
    host,
  )
}
