import { isStaff, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { StoreReads } from '../../store/store.ts'

/** True for something a person of the desk said on a ticket, by whatever road. */
export async function isFromDesk(
  reads: StoreReads,
  { kind, authorId }: Message,
  ticket: Ticket,
): Promise<boolean> {
  if (kind === 'reply') return true
  if (authorId === '' || authorId === ticket.requesterId) return false
  const author = await reads.doc('people', authorId)
  return isStaff({ roles: (author?.doc['roles'] ?? []) as readonly RoleGrant[] })
}

/** True for what a person said where the requester reads it: no note, and no machine. */
export function isSpoken({ visibility, automatic, kind }: Message): boolean {
  return visibility === 'public' && !automatic && kind !== 'note'
}
