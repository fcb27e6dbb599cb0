import { isStaff, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Message } from '#shared/messages/schema.ts'
import { mayRead } from '#shared/policy/policy.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import type { AcceptedWrite } from '../../sync/hooks.ts'
import { tell } from '../notices/tell.ts'

/** Tells the people of the desk who are named in a new message, as far as they may read its ticket. */
export async function tellMentioned(accepted: AcceptedWrite, ticket: Ticket): Promise<void> {
  const { tx, actor } = accepted
  const { id, mentionIds, authorId } = accepted.after as Message
  for (const personId of mentionIds) {
    if (personId === authorId || personId === actor.personId) continue
    const person = (await tx.doc('people', personId))?.doc
    if (!person || person['active'] === false || person.deletedAt !== '') continue
    const reader = { personId, deviceId: '', roles: (person['roles'] ?? []) as readonly RoleGrant[] }
    if (!isStaff(reader) || !mayRead(reader, 'tickets', ticketBuckets(ticket))) continue
    const about = { collection: 'messages', docId: id, ticketId: ticket.id } as const
    await tell(accepted, personId, 'mention', `mention/${personId}`, about)
  }
}
