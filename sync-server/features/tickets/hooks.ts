import type { Notice } from '#shared/notices/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { AcceptedWrite, CollectionHooks } from '../../sync/hooks.ts'

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
  const { actor, changed, at, now, idFor, write } = accepted
  const ticket = accepted.after as Ticket
  const { assigneeId } = ticket
  if (!changed.includes('assigneeId') || assigneeId === '' || assigneeId === actor.personId) return
  const patch: Partial<Notice> = {
    personId: assigneeId,
    kind: 'assignment',
    at: now,
    collection: 'tickets',
    docId: ticket.id,
    ticketId: ticket.id,
    theirsBy: actor.personId,
    theirsAt: at,
  }
  await write({ collection: 'notices', docId: idFor(`assignment/${ticket.rev}`), op: 'create', patch })
}
