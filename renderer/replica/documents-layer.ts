import { specOf } from '#shared/collections.ts'
import { isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { DocumentStore } from './document-store.ts'
import type { DocKey, DocStates, Outbox } from './outbox.ts'
import { statesOf } from './outbox.ts'
import { parentOfNew, rebased } from './rebase.ts'

/**
 * Shows these documents as the log says they are: their base with the waiting entries over it. Repeatable; call it
 * under the write lock. Documents without base and entries are left alone.
 */
export async function showDocuments(
  store: DocumentStore,
  states: DocStates,
  keys: readonly DocKey[],
): Promise<void> {
  const shown = new Map<CollectionName, Doc[]>()
  const hidden = new Map<CollectionName, Id[]>()
  for (const [name, docId] of distinct(keys)) {
    if (!isCollectionName(name) || !store.keeps(name)) continue
    const base = states.base(name, docId)
    const entries = states.entries(name, docId)
    if (!base && entries.length === 0) continue
    const parent = await parentOf(store, states, name, docId, shown)
    const doc = rebased(specOf(name), base, entries, parent)
    if (doc) append(shown, name, doc)
    else append(hidden, name, docId)
  }
  for (const [name, docs] of shown) await store.put(name, docs)
  for (const [name, ids] of hidden) await store.erase(name, ids)
}

/** Applies the whole log again: what a start does before anything is shown. */
export async function showWholeLog(store: DocumentStore, outbox: Outbox): Promise<void> {
  const [entries, bases] = await Promise.all([outbox.all(), outbox.database.bases.toArray()])
  const keys = [...entries, ...bases].map((each): DocKey => [each.collection, each.docId])
  await showDocuments(store, statesOf(entries, bases), keys)
}

/** Each document once. */
export function distinct(keys: readonly DocKey[]): DocKey[] {
  return [...new Map(keys.map((key) => [key.join('/'), key])).values()]
}

async function parentOf(
  store: DocumentStore,
  states: DocStates,
  name: CollectionName,
  docId: Id,
  shown: ReadonlyMap<CollectionName, readonly Doc[]>,
): Promise<Doc | undefined> {
  const ref = parentOfNew(specOf(name), states.base(name, docId), states.entries(name, docId))
  if (!ref || !isCollectionName(ref.collection) || !store.keeps(ref.collection)) return undefined
  const sibling = shown.get(ref.collection)?.find((doc) => doc.id === ref.id)
  const parent = sibling ?? (await store.get(ref.collection, ref.id))
  return parent && withScope(ref.collection, parent)
}

/** A parent says in `scope` where it lies; one of its own right lies where its fields say. */
function withScope(name: CollectionName, parent: Doc): Doc {
  return Array.isArray(parent['scope'])
    ? parent
    : { ...parent, scope: [...specOf(name).buckets(parent)].sort() }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
