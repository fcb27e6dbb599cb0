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
  follow: tellAssignee,
}

async function tellAssignee(accepted: AcceptedWrite): Promise<void> {
  const { actor, changed } = accepted
  const { id, rev, assigneeId } = accepted.after as Ticket
  if (!changed.includes('assigneeId') || assigneeId === '' || assigneeId === actor.personId) return
  const about = { collection: 'tickets', docId: id, ticketId: id } as const
  await tell(accepted, assigneeId, 'assignment', `assignment/${rev}`, about)
}
