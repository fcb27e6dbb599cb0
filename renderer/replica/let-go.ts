import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocumentStore } from './document-store.ts'
import type { Base, DocKey, Outbox } from './outbox.ts'

/**
 * Removes documents that this device may no longer hold, with what others wrote in them. What waits on one of them
 * stays in the log, and the server judges it; what was made here and never accepted stays whole. Call it under the
 * write lock.
 */
export async function letGo(
  store: DocumentStore,
  outbox: Outbox,
  name: CollectionName,
  ids: readonly Id[],
): Promise<void> {
  if (ids.length === 0) return
  const states = await outbox.states(ids.map((docId): DocKey => [name, docId]))
  const isOwnDraft = (docId: Id) => {
    const base = states.base(name, docId)
    return base !== undefined && base.doc === undefined && !base.gone
  }
  const lost = ids.filter((docId) => !isOwnDraft(docId))
  const bases = lost.flatMap((docId): Base[] => {
    return states.base(name, docId) ? [{ collection: name, docId, doc: undefined, gone: true }] : []
  })
  await outbox.putBases(bases)
  await store.erase(name, lost)
  await outbox.forgetPrevious(lost.map((docId): DocKey => [name, docId]))
}
