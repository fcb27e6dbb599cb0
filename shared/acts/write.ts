import type { CollectionName } from '../kernel/collection-names.ts'
import type { Id } from '../kernel/ids.ts'
import type { Patch } from '../kernel/patch.ts'

/** One document that an act writes; a replica saves all of an act's writes together, in this order. */
export interface Write {
  readonly collection: CollectionName
  readonly docId: Id
  readonly op: 'create' | 'change'
  readonly patch: Patch
}

/** The write that creates a document. */
export function creates(
  collection: CollectionName,
  { docId, patch }: { readonly docId: Id; readonly patch: Patch },
): Write {
  return { collection, docId, op: 'create', patch }
}

/** The write that changes a document. */
export function changes(collection: CollectionName, docId: Id, patch: Patch): Write {
  return { collection, docId, op: 'change', patch }
}
