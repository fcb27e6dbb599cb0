import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { HeldReason, Message } from '#shared/messages/schema.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { AcceptedWrite } from '../../sync/hooks.ts'
import { isFromDesk, isSpoken } from './from-requester.ts'

/** Messages read at once. */
const PAGE = 100

/** What happened on the ticket that the author of a reply had not seen, and who did it. */
export interface HeldBecause {
  readonly reason: HeldReason
  readonly by: Id
  readonly at: Instant
}

/**
 * Why a new reply must not go out by itself; undefined when its author knew what they were answering. Judged by
 * revisions of the ticket, never by clocks. What the server writes on its own behalf is never held.
 */
export async function whyHeld({ tx, actor, after, parent }: AcceptedWrite): Promise<HeldBecause | undefined> {
  const reply = after as Message
  const ticket = parent as Ticket | undefined
  if (actor.system === true || reply.kind !== 'reply' || !ticket || ticket.rev <= reply.ticketRev) {
    return undefined
  }
  const stamps = (await tx.doc('tickets', ticket.id))?.stamps ?? {}
  const unseen = (field: string) => {
    const stamp = stamps[field]
    return stamp && stamp.rev > reply.ticketRev && stamp.by !== actor.personId ? stamp : undefined
  }
  const merged = ticket.mergedIntoId === '' ? undefined : unseen('mergedIntoId')
  if (merged) return { reason: 'ticket-merged', by: merged.by, at: merged.at }
  const closed = ticket.status === 'closed' ? unseen('status') : undefined
  if (closed) return { reason: 'ticket-closed', by: closed.by, at: closed.at }
  return requesterWrote({ tx }, reply, ticket)
}

async function requesterWrote(
  { tx }: Pick<AcceptedWrite, 'tx'>,
  reply: Message,
  ticket: Ticket,
): Promise<HeldBecause | undefined> {
  let last: Id | undefined
  do {
    const page = { limit: PAGE, ...(last === undefined ? {} : { afterId: last }) }
    const found = await tx.find('messages', 'ticket', ticket.id, page)
    for (const { doc } of found) {
      const message = doc as unknown as Message
      const isUnseen = message.ticketRev >= reply.ticketRev && message.deletedAt === ''
      if (!isUnseen || !isSpoken(message) || (await isFromDesk(tx, message, ticket))) continue
      return { reason: 'requester-wrote', by: message.authorId, at: message.at }
    }
    last = found.length === PAGE ? found.at(-1)?.doc.id : undefined
  } while (last !== undefined)
  return undefined
}

/** Tells the author of a held reply, who alone may let it go: by taking the notice. */
export async function tellAuthor(write: AcceptedWrite, because: HeldBecause): Promise<void> {
  const reply = write.after as Message
  const patch: Partial<Notice> = {
    personId: reply.authorId,
    kind: 'held-reply',
    at: write.now,
    collection: 'messages',
    docId: reply.id,
    ticketId: reply.ticketId,
    yours: reply.text,
    yoursAt: reply.at,
    theirsBy: because.by,
    theirsAt: because.at,
    reason: because.reason,
  }
  await write.write({ collection: 'notices', docId: write.idFor('held-reply'), op: 'create', patch })
}
