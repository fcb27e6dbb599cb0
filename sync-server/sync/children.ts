import { specOf } from '#shared/collections.ts'
import { COLLECTION_NAMES } from '#shared/kernel/collection-names.ts'
import type { ParentRef } from '#shared/kernel/collection.ts'
import type { StoredDoc } from '../store/store.ts'
import type { Road } from './road.ts'
import { parentKey, PARENT_LOOKUP, versionOf } from './stored.ts'

const PAGE = 200

/** True when two lists name the same buckets, in whatever order. */
export function sameBuckets(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).size === new Set(other).size && one.every((bucket) => other.includes(bucket))
}

/** Told of each document that moved along. */
type OnMoved = (ref: ParentRef) => Promise<void>

/** Everything that hangs on a document, and what hangs on that, moves to its buckets in the same transaction. */
export async function moveChildren(
  road: Road,
  parent: ParentRef,
  buckets: readonly string[],
  onMoved: OnMoved,
): Promise<void> {
  const key = parentKey(parent.collection, parent.id)
  for (const name of COLLECTION_NAMES) {
    if (!specOf(name).parents.includes(parent.collection)) continue
    let last: string | undefined
    do {
      const page = { limit: PAGE, ...(last === undefined ? {} : { afterId: last }) }
      const children = await road.tx.find(name, PARENT_LOOKUP, key, page)
      for (const child of children) await moveChild(road, child, buckets, onMoved)
      last = children.length === PAGE ? children.at(-1)?.doc.id : undefined
    } while (last !== undefined)
  }
}

async function moveChild(
  road: Road,
  stored: StoredDoc,
  buckets: readonly string[],
  onMoved: OnMoved,
): Promise<void> {
  if (sameBuckets(stored.buckets, buckets)) return
  const { collection, doc, stamps } = stored
  const moved = { ...doc, rev: doc.rev + 1, scope: [...buckets] }
  const version = { spec: specOf(collection), stored, doc: moved, stamps, buckets, now: road.now }
  await road.tx.put(versionOf(version))
  await onMoved({ collection, id: doc.id })
  await moveChildren(road, { collection, id: doc.id }, buckets, onMoved)
}
