import type { Id } from '#shared/kernel/ids.ts'
import { minutesBetween, type Instant } from '#shared/kernel/time.ts'
import type { MailReference } from '../store/mail-store.ts'

/** A ticket a mail may belong to. */
export interface ThreadTicket {
  readonly id: Id
  readonly number: number
  /** When it was closed, '' while it is not. */
  readonly closedAt: Instant
  /** The sender asked for it, watches it, works on it or wrote on it, or is of its organisation by mail domain. */
  readonly senderTakesPart: boolean
}

/** What a mail says about where it belongs. */
export interface ThreadClues {
  /** Ticket of a reply address whose signature is right, '' when there is none. */
  readonly tokenTicketId: Id
  /** Message-IDs the mail answers, the nearest first, and its own at the end. */
  readonly answers: readonly string[]
  /** What is known of them in the mailbox's organisation. */
  readonly references: readonly MailReference[]
  /** Ticket numbers in the subject. */
  readonly numbers: readonly number[]
}

/** Where a mail goes: to a ticket, or to a new one that may be related to another. */
export type ThreadChoice =
  | { readonly kind: 'append'; readonly ticketId: Id; readonly by: 'token' | 'answer' | 'seen' | 'number' }
  | { readonly kind: 'new'; readonly relatedTo: Id }

/** A closed ticket is opened again by an answer within this time; later a new one is linked to it. */
export const REOPEN_DAYS = 30
const MINUTES_PER_DAY = 1440

/**
 * Decides by what the mail proves, in this order: our signed reply address; an answer to a mail we sent; an answer to
 * a mail known here; the number in the subject. The last two prove nothing about the sender, so they count only for
 * somebody who takes part. Never by the words of the subject. `tickets` holds every ticket the clues lead to.
 */
export function chooseTicket(
  clues: ThreadClues,
  tickets: readonly ThreadTicket[],
  now: Instant,
): ThreadChoice {
  const byId = (id: Id) => tickets.find((ticket) => ticket.id === id)
  const token = byId(clues.tokenTicketId)
  if (token) return appendTo(token, 'token', now)
  const answered = nearest(clues, true).map(byId).find(isThere)
  if (answered) return appendTo(answered, 'answer', now)
  const seen = nearest(clues, false).map(byId).filter(isThere)
  const numbered = tickets.filter((ticket) => clues.numbers.includes(ticket.number))
  const takingPart = (ticket: ThreadTicket) => ticket.senderTakesPart
  const bySeen = seen.find(takingPart)
  if (bySeen) return appendTo(bySeen, 'seen', now)
  const byNumber = numbered.find(takingPart)
  if (byNumber) return appendTo(byNumber, 'number', now)
  return { kind: 'new', relatedTo: seen[0]?.id ?? numbered[0]?.id ?? '' }
}

function appendTo(
  ticket: ThreadTicket,
  by: 'token' | 'answer' | 'seen' | 'number',
  now: Instant,
): ThreadChoice {
  const isOld = ticket.closedAt !== '' && minutesBetween(ticket.closedAt, now) > REOPEN_DAYS * MINUTES_PER_DAY
  return isOld ? { kind: 'new', relatedTo: ticket.id } : { kind: 'append', ticketId: ticket.id, by }
}

/** Tickets of the known references in the order in which the mail answers them. */
function nearest(clues: ThreadClues, ours: boolean): Id[] {
  const ids = clues.answers.flatMap((mailId) =>
    clues.references
      .filter((known) => known.mailId === mailId && known.ours === ours)
      .map(({ ticketId }) => ticketId),
  )
  return [...new Set(ids)]
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}
