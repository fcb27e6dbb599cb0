import { specOf, type DocOf } from '#shared/collections.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import { storable } from '#shared/kernel/storable.ts'
import type { MergeConflict } from '#shared/protocol/merge.ts'
import type { Mutation } from '#shared/protocol/wire.ts'
import { serverWrite, type Applied, type Wish } from './apply.ts'
import type { Road } from './road.ts'
import { isVisible } from './scope.ts'

const ID_PATTERN = /^[A-Za-z0-9_.:-]{1,64}$/

/** Gives each lost value back to its author. Returns how many were told; the server itself is not. */
export async function reportConflicts(
  road: Road,
  wish: Wish,
  mutationId: Id,
  applied: Applied,
): Promise<number> {
  const told = applied.conflicts.filter(({ lostBy, lostDevice }) => lostBy !== '' && lostDevice !== 'server')
  for (const conflict of told) {
    const isSeen = await mayBeTold(road, conflict, applied)
    await writeNotice(road, `conflict/${conflict.field}/${conflict.lostBy}`, {
      personId: conflict.lostBy,
      kind: 'conflict',
      collection: wish.collection,
      docId: wish.docId,
      ticketId: specOf(wish.collection).ticketOf(applied.after),
      field: conflict.field,
      yours: conflict.lost,
      theirs: isSeen ? conflict.stands : null,
      base: isSeen ? storable(conflict.base) : null,
      companions: conflict.companions,
      yoursAt: conflict.lostAt,
      theirsBy: conflict.standsBy,
      theirsAt: conflict.standsAt,
      mutationId,
    })
  }
  return told.length
}

/** What stands is shown only to somebody who may still see the document. */
async function mayBeTold(road: Road, conflict: MergeConflict, { buckets }: Applied): Promise<boolean> {
  if (conflict.lostBy === road.actor.personId) return true
  return isVisible(await road.scopes.ofPerson(road.tx, conflict.lostBy), buckets)
}

/** Keeps everything somebody sent in a mutation that was not accepted. `seen` is the document where they may see it. */
export async function reportRejection(
  road: Road,
  mutation: Mutation,
  refusal: Refusal,
  seen: Doc | undefined,
): Promise<void> {
  await writeNotice(road, 'rejection', {
    personId: road.actor.personId,
    kind: 'rejection',
    collection: mutation.collection,
    docId: mutation.docId,
    ticketId: ticketOf(mutation, seen),
    field: (refusal.field ?? '').slice(0, 64),
    yours: storable(mutation.patch),
    base: seen ? storable(mutation.prev ?? null) : null,
    yoursAt: mutation.at,
    reason: refusal.code,
    mutationId: mutation.id,
  })
}

/** The ticket concerned as far as its author knows it. */
function ticketOf({ collection, docId, op, patch }: Mutation, seen: Doc | undefined): Id {
  if (!isCollectionName(collection)) return ''
  const spec = specOf(collection)
  const own: Doc = { ...spec.defaults, ...patch, id: docId, rev: 0, deletedAt: '' }
  if (!seen && op !== 'create') return ''
  const ticketId: unknown = spec.ticketOf(seen ?? own)
  return typeof ticketId === 'string' && ID_PATTERN.test(ticketId) ? ticketId : ''
}

async function writeNotice(road: Road, purpose: string, notice: Partial<DocOf<'notices'>>): Promise<void> {
  const patch: Patch = { ...notice, at: road.now }
  await serverWrite(road, { collection: 'notices', docId: road.idFor(purpose), op: 'create', patch })
}
