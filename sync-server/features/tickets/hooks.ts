import { refuse, type Refusal } from '#shared/kernel/result.ts'
import { mayRead } from '#shared/policy/policy.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'
import { tell } from '../notices/tell.ts'

/** The first ticket is number 1001: people read and say four digits from the first day on. */
const NUMBERS_START_AFTER = 1000

/** A ticket gets its number when it is first accepted, and who is given one is told. */
export const ticketHooks: CollectionHooks = {
  async derive({ tx, before }) {
    return before ? {} : { number: NUMBERS_START_AFTER + (await tx.nextNumber('tickets')) }
  },
  check: checkMerge,
  follow: tellAssignee,
}

/** What its requester writes is heard where a ticket was merged into: that is one of their organisation, and in sight. */
async function checkMerge({
  tx,
  actor,
  before,
  after,
  changed,
}: AcceptedWrite): Promise<Refusal | undefined> {
  const { mergedIntoId, orgId } = after as Ticket
  const isTouched = changed.includes('mergedIntoId') || (before && changed.includes('orgId'))
  if (actor.system === true || mergedIntoId === '' || !isTouched) return undefined
  const target = await tx.doc('tickets', mergedIntoId)
  const isTheirs = !target || (target.doc['orgId'] === orgId && mayRead(actor, 'tickets', target.buckets))
  return isTheirs ? undefined : refuse('merge-elsewhere', 'mergedIntoId').refusal
}

async function tellAssignee(accepted: AcceptedWrite): Promise<void> {
  const { actor, changed } = accepted
  const { id, rev, assigneeId } = accepted.after as Ticket
  if (!changed.includes('assigneeId') || assigneeId === '' || assigneeId === actor.personId) return
  const about = { collection: 'tickets', docId: id, ticketId: id } as const
  await tell(accepted, assigneeId, 'assignment', `assignment/${rev}`, about)
}
