import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocumentStore } from './document-store.ts'
import { letGo } from './let-go.ts'
import type { DocKey, Outbox } from './outbox.ts'

/** Documents removed at once. */
const CHUNK = 500

/**
 * Removes what the server did not serve while it served everything: it left the scope. What was made here and never
 * accepted stays. Call it under the write lock.
 */
export async function removeUnseen(store: DocumentStore, outbox: Outbox): Promise<void> {
  for (const name of COLLECTION_NAMES) {
    if (!store.keeps(name)) continue
    const ids = await store.ids(name)
    for (let at = 0; at < ids.length; at += CHUNK)
      await removeFrom(store, outbox, name, ids.slice(at, at + CHUNK))
  }
}

async function removeFrom(
  store: DocumentStore,
  outbox: Outbox,
  name: CollectionName,
  ids: readonly Id[],
): Promise<void> {
  const keys = ids.map((docId): DocKey => [name, docId])
  const seen = await outbox.database.seen.bulkGet(keys)
  const unseen = ids.filter((_, at) => seen[at] === undefined)
  if (unseen.length === 0) return
  await letGo(store, outbox, name, unseen)
}
