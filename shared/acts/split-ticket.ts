import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import { accept, type Result } from '../kernel/result.ts'
import { createLink } from '../links/rules.ts'
import { copyMessage } from '../messages/rules.ts'
import type { Message } from '../messages/schema.ts'
import { newDoc } from '../policy/check-write.ts'
import { tickets } from '../tickets/collection.ts'
import { createTicket, type TicketInput } from '../tickets/rules.ts'
import type { Ticket } from '../tickets/schema.ts'
import { changes, creates, type Write } from './write.ts'

/** What a ticket that is split off begins with beside what it takes from the one it comes from. */
export type SplitInput = Pick<TicketInput, 'title'> &
  Partial<Pick<TicketInput, 'kind' | 'requesterId' | 'categoryId' | 'teamId' | 'assigneeId'>>

/** A ticket that was split off: its id, and everything that is written for it. */
export interface SplitOff {
  readonly ticketId: Id
  readonly writes: readonly Write[]
}

/**
 * Makes a ticket of its own from messages of another one: same requester, place and category, the messages repeated with
 * their author and time, and a link back. The other ticket stays as it is. Taken back by `undoSplit`.
 */
export function splitTicket(
  ticket: Ticket,
  messages: readonly Message[],
  input: SplitInput,
  deed: Deed,
  newId: NewId,
  random: () => number,
): Result<SplitOff> {
  const { actor, now } = deed
  const { orgId, siteId, locationId, departmentId, categoryId, teamId, requesterId, impact, urgency } = ticket
  const taken = { orgId, siteId, locationId, departmentId, categoryId, teamId, requesterId, impact, urgency }
  const opened = createTicket({ ...taken, ...input, source: 'console' }, actor, now, newId, random)
  if (!opened.ok) return opened
  const created = newDoc(tickets, opened.value.docId, opened.value.patch)
  const link = createLink(
    { collection: 'tickets', doc: created },
    { kind: 'split-from', isForward: true },
    { collection: 'tickets', doc: ticket },
    [],
    deed,
    newId,
  )
  if (!link.ok) return link
  const writes: Write[] = [creates('tickets', opened.value), creates('links', link.value)]
  for (const message of messages) {
    const copy = copyMessage(created, message, deed, newId)
    if (!copy.ok) return copy
    writes.push(creates('messages', copy.value))
  }
  return accept({ ticketId: opened.value.docId, writes })
}

/** Takes a split back: the new ticket goes, with its link. */
export function undoSplit({ ticketId, writes }: SplitOff, { now }: Deed): readonly Write[] {
  const gone = { deletedAt: now }
  const links = writes.filter(({ collection }) => collection === 'links')
  return [
    ...links.map(({ docId }) => changes('links', docId, gone)),
    changes('tickets', ticketId, { ...gone, updatedAt: now }),
  ]
}
