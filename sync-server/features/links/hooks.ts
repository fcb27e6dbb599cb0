import type { Activity } from '#shared/activity/schema.ts'
import type { Link } from '#shared/links/schema.ts'
import { mayRead } from '#shared/policy/policy.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'

/** A link between two tickets is told in the activity log of both, where its author may read the other one. */
export const linkHooks: CollectionHooks = {
  async follow(accepted) {
    const link = accepted.after as Link
    const isGone = link.deletedAt !== ''
    const isTurned = accepted.before ? (accepted.before.deletedAt !== '') !== isGone : true
    if (link.toCollection === 'tickets' && isTurned) await tellOther(accepted, link, isGone)
  },
}

async function tellOther(
  { tx, actor, at, now, before, idFor, write }: AcceptedWrite,
  link: Link,
  isGone: boolean,
): Promise<void> {
  const other = await tx.doc('tickets', link.toId)
  if (!other || link.fromId === link.toId || !mayRead(actor, 'tickets', other.buckets)) return
  const change = (field: 'kind' | 'fromId' | 'toId' | 'deletedAt', was: unknown) => ({
    field,
    before: was,
    after: link[field],
  })
  const patch: Partial<Activity> = {
    collection: 'links',
    docId: link.id,
    ticketId: link.toId,
    action: isGone ? 'deleted' : before ? 'changed' : 'created',
    actorId: actor.personId,
    deviceId: actor.deviceId,
    at,
    acceptedAt: now,
    changes: before
      ? [change('deletedAt', before.deletedAt)]
      : [change('kind', null), change('fromId', null), change('toId', null)],
  }
  await write({ collection: 'activity', docId: idFor('other-end'), op: 'create', patch })
}
