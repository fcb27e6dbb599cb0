import { needsTags, takeTag, type TagBlock } from '#shared/assets/tags.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, type Result } from '#shared/kernel/result.ts'
import type { ReplicaEffects } from './effects.ts'
import { META, readMeta, writeMeta } from './meta.ts'
import type { Outbox, OutboxDatabase } from './outbox.ts'
import type { Transport } from './transport.ts'

/** The tags this device may print without asking anybody. */
export interface HeldTags {
  readonly blocks: readonly TagBlock[]
  /** By organisation: the lease that is being asked for, so that a lost answer comes again and no block is lost. */
  readonly asking: Readonly<Record<Id, Id>>
  /** By organisation: the highest number ever held. */
  readonly through: Readonly<Record<Id, number>>
  /** True after the server was restored: it may not know that these blocks are given. */
  readonly untold: boolean
  /** By organisation: when the server said no, in milliseconds on the device's clock. */
  readonly deniedAt: Readonly<Record<Id, number>>
}

const NONE: HeldTags = { blocks: [], asking: {}, through: {}, untold: false, deniedAt: {} }

/** Roles change seldom: who may have no tags is asked about again after a day. */
const ASK_AGAIN_AFTER = 86_400_000

/** Takes the next tag of an organisation. On the disk before it is answered: no crash gives it out twice. */
export function nextAssetTag(database: OutboxDatabase, orgId: Id): Promise<Result<string>> {
  return database.transaction('rw', database.meta, async () => {
    const held = await heldTags(database)
    const taken = takeTag(held.blocks, orgId)
    if (!taken.ok) return taken
    await writeMeta(database, META.tags, { ...held, blocks: taken.value.rest })
    return accept(taken.value.tag)
  })
}

export interface TagParts {
  readonly outbox: Pick<Outbox, 'database'>
  readonly transport: Pick<Transport, 'leaseTags'>
  readonly effects: Pick<ReplicaEffects, 'newId' | 'now'>
  /** The organisations for whose assets this device holds tags; none where it is absent. */
  readonly tagOrgs?: () => readonly Id[]
}

/** Asks for blocks where few tags are left. What fails is asked again at the next exchange. */
export async function refillTags(parts: TagParts, signal: AbortSignal): Promise<void> {
  const { transport, tagOrgs } = parts
  if (!transport.leaseTags || !tagOrgs) return
  for (const orgId of tagOrgs()) await refill(parts, transport.leaseTags, orgId, signal)
}

async function refill(
  { outbox: { database }, effects }: TagParts,
  lease: NonNullable<Transport['leaseTags']>,
  orgId: Id,
  signal: AbortSignal,
): Promise<void> {
  const held = await heldTags(database)
  if (!needsTags(held.blocks, orgId) && !held.untold) return
  if (Math.abs(effects.now() - (held.deniedAt[orgId] ?? 0)) < ASK_AGAIN_AFTER) return
  const leaseId = held.asking[orgId] ?? effects.newId()
  await change(database, (now) => ({ asking: { ...now.asking, [orgId]: leaseId } }))
  const answer = await lease({ leaseId, orgId, through: held.through[orgId] ?? 0 }, signal)
  if (!answer.ok) {
    if (answer.failure.kind !== 'refused') return
    await change(database, (now) => ({ deniedAt: { ...now.deniedAt, [orgId]: effects.now() } }))
    return
  }
  const block = answer.value
  await change(database, (now) => {
    const { [orgId]: _answered, ...asking } = now.asking
    const highest = Math.max(now.through[orgId] ?? 0, block.first + block.count - 1)
    return {
      blocks: [...now.blocks, block],
      asking,
      through: { ...now.through, [orgId]: highest },
      untold: false,
    }
  })
}

/** The server's history is another one: it is told at the next exchange how far this device's tags go. */
export async function tellTagsAgain({ database }: Pick<Outbox, 'database'>): Promise<void> {
  if (await readMeta(database, META.tags)) await change(database, () => ({ untold: true }))
}

async function heldTags(database: OutboxDatabase): Promise<HeldTags> {
  return { ...NONE, ...(await readMeta(database, META.tags)) }
}

function change(database: OutboxDatabase, part: (held: HeldTags) => Partial<HeldTags>): Promise<void> {
  return database.transaction('rw', database.meta, async () => {
    const held = await heldTags(database)
    await writeMeta(database, META.tags, { ...held, ...part(held) })
  })
}
