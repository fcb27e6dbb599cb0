import { createHash } from 'node:crypto'
import { COLLECTIONS, specOf } from '#shared/collections.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import {
  digestLine,
  DOCUMENTS_LIMIT,
  REVISIONS_LIMIT,
  type DigestResponse,
  type RevisionsResponse,
} from '#shared/protocol/digest.ts'
import { isInReach, type Reach } from '#shared/policy/scope.ts'
import { decodeCursor, heldReach, isSameReach } from './cursor.ts'
import { bucketsOf, isOfHistory } from './pull.ts'
import { untilStored } from './push.ts'
import type { SyncParts } from './road.ts'
import { complete } from './stored.ts'

/** Revisions read at once: bounds what a synchronous database and the memory of this process are asked for. */
const PAGE = 5000

type Digest = Omit<DigestResponse, 'now'>

const NOT_CURRENT: Digest = { current: false, collections: [] }

/**
 * What the actor would be served, as a count and a hash per collection, without reading a body. It is told only to a
 * device that has everything up to now, and only if nothing of its scope changed while it was computed. Refuses
 * `cursor-invalid`.
 */
export function digestOf(parts: SyncParts, actor: Actor, cursor: string): Promise<Result<Digest>> {
  return untilStored(async () => {
    const { store } = parts
    const given = decodeCursor(cursor)
    if (!given) return refuse('cursor-invalid')
    const reach = { buckets: await bucketsOf(parts, actor), since: given.held.since }
    const epoch = await store.epoch()
    const isWhole = isOfHistory(given, epoch) && !given.fill && isSameReach(given.held, heldReach(reach))
    const isCurrent = async () => isWhole && !(await store.hasChangesAfter(given.pos, reach.buckets))
    if (!(await isCurrent())) return accept(NOT_CURRENT)
    const collections = []
    for (const { name } of Object.values(COLLECTIONS)) {
      collections.push(await digestOfCollection(parts, name as CollectionName, reach))
    }
    return accept((await isCurrent()) ? { current: true, collections } : NOT_CURRENT)
  })
}

async function digestOfCollection(
  { store }: SyncParts,
  collection: CollectionName,
  { buckets, since }: Reach,
): Promise<Digest['collections'][number]> {
  const hash = createHash('sha256')
  let count = 0
  for (let afterId = ''; ;) {
    const page = await store.revisions(collection, buckets, { limit: PAGE, afterId }, since)
    for (const revision of page) hash.update(digestLine(revision))
    count += page.length
    afterId = page.at(-1)?.id ?? ''
    if (page.length < PAGE) return { collection, count, hash: hash.digest('hex') }
  }
}

/** Of which collection a device asks something, and where its pull stands. */
export interface CheckWish {
  readonly collection: string
  readonly cursor: string | undefined
}

/** A page of ids and revisions of what the actor would be served. */
export function revisionsOf(
  parts: SyncParts,
  actor: Actor,
  { collection, cursor }: CheckWish,
  after: Id | undefined,
): Promise<RevisionsResponse> {
  return untilStored(async () => {
    if (!isCollectionName(collection)) return { revisions: [], more: false }
    const page = { limit: REVISIONS_LIMIT, afterId: after ?? '' }
    const { buckets, since } = await reachOf(parts, actor, cursor)
    const revisions = await parts.store.revisions(collection, buckets, page, since)
    return { revisions: [...revisions], more: revisions.length === REVISIONS_LIMIT }
  })
}

/** Those of the asked documents that lie in the actor's reach, as a pull would serve them. */
export function documentsOf(
  parts: SyncParts,
  actor: Actor,
  { collection, cursor }: CheckWish,
  ids: readonly Id[],
): Promise<readonly Doc[]> {
  return untilStored(async () => {
    if (!isCollectionName(collection)) return []
    const reach = await reachOf(parts, actor, cursor)
    const found = await parts.store.docs(collection, ids.slice(0, DOCUMENTS_LIMIT))
    return found
      .filter((stored) => isInReach(reach, stored.buckets))
      .map(({ doc }) => complete(specOf(collection), doc))
  })
}

/** How many documents of a collection are too old for a device. */
export function countOlder(
  parts: SyncParts,
  actor: Actor,
  { collection, cursor }: CheckWish,
): Promise<number> {
  return untilStored(async () => {
    if (!isCollectionName(collection)) return 0
    return parts.store.countClosedBefore(collection, await reachOf(parts, actor, cursor))
  })
}

/** What a device at a cursor holds; without one, everything its person may see. */
async function reachOf(parts: SyncParts, actor: Actor, cursor: string | undefined): Promise<Reach> {
  const since = cursor === undefined ? '' : (decodeCursor(cursor)?.held.since ?? '')
  return { buckets: await bucketsOf(parts, actor), since }
}
