import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocumentStore } from './document-store.ts'
import type { Base, DocKey, Outbox } from './outbox.ts'

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
  const states = await outbox.states(unseen.map((docId): DocKey => [name, docId]))
  const isOwnDraft = (docId: Id) => {
    const base = states.base(name, docId)
    return base !== undefined && base.doc === undefined && !base.gone
  }
  const lost = unseen.filter((docId) => !isOwnDraft(docId))
  const bases = lost.flatMap((docId): Base[] => {
    return states.base(name, docId) ? [{ collection: name, docId, doc: undefined, gone: true }] : []
  })
  await outbox.putBases(bases)
  await store.erase(name, lost)
  await outbox.forgetPrevious(lost.map((docId): DocKey => [name, docId]))
}
