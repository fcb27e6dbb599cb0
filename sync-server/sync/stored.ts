import type { CollectionSpec } from '#shared/kernel/collection.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { FieldStamps } from '#shared/protocol/merge.ts'
import type { DocWrite, StoredDoc } from '../store/store.ts'

/** The lookup under which every document with a parent is found; reserved, no feature defines it. */
export const PARENT_LOOKUP = 'parent'

/** The value of the parent lookup: `tickets:0193…`. */
export function parentKey(collection: string, id: string): string {
  return `${collection}:${id}`
}

/** A stored document with the fields that were added to its schema since it was written. */
export function complete(spec: CollectionSpec, doc: Doc): Doc {
  return { ...spec.defaults, ...doc }
}

interface Version {
  readonly spec: CollectionSpec
  readonly stored: StoredDoc | undefined
  readonly doc: Doc
  readonly stamps: FieldStamps
  readonly buckets: readonly string[]
  readonly now: Instant
}

/** A new version of a document as the store takes it, findable by its lookups and by its parent. */
export function versionOf({ spec, stored, doc, stamps, buckets, now }: Version): DocWrite {
  // A document that was stored before a field existed is found like one that has its default.
  const whole = complete(spec, doc)
  const parent = spec.parent(whole)
  const byParent = parent ? { [PARENT_LOOKUP]: [parentKey(parent.collection, parent.id)] } : {}
  return {
    collection: spec.name as CollectionName,
    doc,
    stamps,
    buckets,
    prevBuckets: stored?.buckets ?? [],
    lookups: { ...spec.lookups(whole), ...byParent },
    at: now,
  }
}
