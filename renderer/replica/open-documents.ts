import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import { carryOver } from './carry-over.ts'
import { openDatabase, schemaFingerprint, type DatabaseOptions, type IndexedDbHost } from './database.ts'
import { documentStore, type DocumentStore } from './document-store.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta } from './meta.ts'
import { isDocumentDatabase, type LocalNames } from './names.ts'
import type { Outbox } from './outbox.ts'
import { deleteDatabases } from './delete-databases.ts'
import { isMisuse, isStorageFull } from './storage-failure.ts'

export interface OpenedDocuments {
  readonly store: DocumentStore
  /** True when the documents were lost or damaged and come anew from the server. */
  readonly rebuilt: boolean
}

type Options = Omit<DatabaseOptions, 'name'>

/**
 * Opens the documents. Their database is named after their schema: when that changed, the old ones are carried over.
 * What is damaged is thrown away, since everything but the outbox can be fetched again. Rejects when the disk is full, or
 * when this window has the documents open already.
 */
export async function openDocuments(
  names: LocalNames,
  outbox: Outbox,
  options: Options,
): Promise<OpenedDocuments> {
  const kept = options.collections ?? COLLECTION_NAMES
  const name = `${names.documents}-${schemaFingerprint(kept)}`
  try {
    // Documents without their log may hold acts that nobody will ever send.
    if (await isUnused(outbox)) await removeDocuments(names, options.indexedDb)
    return await openCurrent(name, names, outbox, options, kept)
  } catch (error) {
    if (isStorageFull(error) || isMisuse(error)) throw error
    console.error(error)
    await writeMeta(outbox.database, META.pull, PULL_AT_FIRST)
    await writeMeta(outbox.database, META.documents, undefined)
    await removeDocuments(names, options.indexedDb)
    const { store } = await openCurrent(name, names, outbox, options, kept)
    return { store, rebuilt: true }
  }
}

/** True when the log has never belonged to any documents: the first opening, or one after the browser removed it. */
export async function isUnused({ database }: Outbox): Promise<boolean> {
  const [documents, pull] = [await readMeta(database, META.documents), await readMeta(database, META.pull)]
  return documents === undefined && pull === undefined
}

async function openCurrent(
  name: string,
  names: LocalNames,
  outbox: Outbox,
  options: Options,
  kept: readonly CollectionName[],
): Promise<OpenedDocuments> {
  const store = documentStore(await openDatabase({ ...options, name }))
  try {
    const earlier = await readMeta(outbox.database, META.documents)
    if (earlier !== name) {
      if (earlier !== undefined) await carryOver(earlier, store, outbox, kept, options.indexedDb)
      await writeMeta(outbox.database, META.documents, name)
      if (earlier !== undefined) await removeDocuments(names, options.indexedDb, name)
    }
    return { store, rebuilt: await beginAnewIfLost(store, outbox) }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A cursor that stands behind documents which are not there would never bring them again. */
async function beginAnewIfLost(store: DocumentStore, outbox: Outbox): Promise<boolean> {
  const { received } = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
  const isLost = (await store.isEmpty()) && received > 0
  if (isLost) await writeMeta(outbox.database, META.pull, PULL_AT_FIRST)
  return isLost
}

/** Deletes the document databases of this replica, except those of one name. */
function removeDocuments(names: LocalNames, host: IndexedDbHost | undefined, except?: string): Promise<void> {
  return deleteDatabases(
    (database) => isDocumentDatabase(names, database) && (except === undefined || !database.includes(except)),
    host,
  )
}
