import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { mayCreate } from '#shared/policy/policy.ts'
import type { Setting } from '#shared/settings/schema.ts'
import {
  blockOfNumber,
  numbersOfBlock,
  tagFormatOf,
  tagsOf,
  type TagBlock,
  type TagLeaseRequest,
} from '#shared/assets/tags.ts'
import type { Store, StoreTx } from '../store/store.ts'
import { bucketsOfPlace } from './auth/devices.ts'

/** Blocks looked at in one request, where tags that were given otherwise stand in the way. */
const MOST_TRIED = 200

/**
 * Gives a device the next block of tags of an organisation, once per lease: the ledger has the answer for whoever asks
 * again. Numbers only rise, so the tags of a device that was lost or revoked are nobody else's. Refuses `not-allowed`
 * to who may create no assets there, and `tags-in-the-way` when many tags must be passed over: ask again.
 */
export async function leaseTagBlock(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  actor: Actor,
  request: TagLeaseRequest,
): Promise<Result<TagBlock>> {
  const { leaseId, orgId } = request
  const organisation = await store.doc('settings', orgId)
  const isOrganisation = (organisation?.doc as Setting | undefined)?.kind === 'organisation'
  if (!organisation || !isOrganisation || !(await mayTag(store, actor, orgId))) return refuse('not-allowed')
  const format = tagFormatOf((organisation.doc as Setting).data)
  return store.transact(async (tx) => {
    const known = await tx.ledgerAnswer(actor.deviceId, leaseId)
    if (known) return accept(known.doc as TagBlock)
    const block = await nextFreeBlock(tx, { orgId, ...format }, request.through)
    if (!block) return refuse('tags-in-the-way')
    const answer = { id: leaseId, status: 'accepted', rev: 0, doc: { ...block } } as const
    await tx.recordAnswer(actor.deviceId, leaseId, answer, clock())
    return accept(block)
  })
}

/** The next block none of whose tags is on an asset already, above a number that is known to be given. */
async function nextFreeBlock(
  tx: StoreTx,
  about: Pick<TagBlock, 'orgId' | 'prefix' | 'width'>,
  through: number,
): Promise<TagBlock | undefined> {
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const n = await tx.nextNumber(`asset-tags/${about.prefix}`)
    const block = { ...about, ...numbersOfBlock(n) }
    if (n > blockOfNumber(through) && (await isFree(tx, block))) return block
  }
  return undefined
}

async function isFree(tx: StoreTx, block: TagBlock): Promise<boolean> {
  for (const tag of tagsOf(block)) {
    if ((await tx.find('assets', 'tag', tag, { limit: 1 })).length > 0) return false
  }
  return true
}

async function mayTag(store: Store, actor: Actor, orgId: Id): Promise<boolean> {
  for (const { at } of actor.roles) {
    const place = await bucketsOfPlace(store, at)
    if (place.includes(`org:${orgId}`) && mayCreate(actor, 'assets', place)) return true
  }
  return false
}
