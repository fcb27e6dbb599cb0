import { specOf } from '#shared/collections.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { DocRef } from '../store/parked-store.ts'
import { asSent, type Wish } from './apply.ts'
import type { Road } from './road.ts'
import { isVisible } from './scope.ts'
import { parentKey } from './stored.ts'

/** Notices read to learn whether a parent was refused. */
const MOST_NOTICES = 50

/**
 * The document a refused write waits for: its parent may still be on the way, from another device or a longer road.
 * Undefined when there is nothing to wait for: the parent is there, was refused, or has left its author's sight. A parent
 * they never saw is treated like one that does not exist.
 */
export async function missingParent(road: Road, wish: Wish, refusal: Refusal): Promise<DocRef | undefined> {
  const { collection, docId, op } = wish
  if (op === 'change') {
    const isUnknown = refusal.code === 'not-found'
    return isUnknown ? road.tx.parkedParent(road.actor.deviceId, { collection, id: docId }) : undefined
  }
  if (refusal.code !== 'parent-missing') return undefined
  const ref = specOf(collection).parent(asSent(specOf(collection), wish, undefined))
  if (!ref || !isCollectionName(ref.collection)) return undefined
  const parent: DocRef = { collection: ref.collection, id: ref.id }
  const isHopeless = (await isKnown(road, parent)) || (await wasRefused(road, parent))
  return isHopeless ? undefined : parent
}

/** True when the author sees the parent, or was told that it left their sight. */
async function isKnown({ tx, scope }: Road, parent: DocRef): Promise<boolean> {
  const stored = await tx.doc(parent.collection, parent.id)
  if (!stored) return false
  return isVisible(scope, stored.buckets) || (scope !== 'everything' && (await tx.everIn(parent, scope)))
}

/** True when the author wished for the parent and did not get it. */
async function wasRefused({ tx, actor }: Road, { collection, id }: DocRef): Promise<boolean> {
  const about = await tx.find('notices', 'about', parentKey(collection, id), { limit: MOST_NOTICES })
  return about.some(
    ({ doc }) =>
      doc['personId'] === actor.personId && doc['kind'] === 'rejection' && doc['reason'] !== 'not-found',
  )
}
