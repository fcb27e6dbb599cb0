import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'

const NOTICE_KINDS = ['assignment', 'conflict', 'rejection', 'held-reply'] as const
/** One notification for each ticket in so many milliseconds. */
const PAUSE_MS = 60_000

/** Something that concerns one person. `at` is an instant of the server's clock; `by` is '' when nobody did it. */
export interface Happening {
  readonly kind: (typeof NOTICE_KINDS)[number] | 'answer'
  readonly ticketId: Id
  readonly at: Instant
  readonly by: Id
}

/** What decides whether a happening interrupts the person. */
export interface Surroundings {
  readonly isOn: boolean
  readonly isFocused: boolean
  /** Instant of the server's clock. */
  readonly openedAt: Instant
  /** Milliseconds of this device's clock: now, and when each ticket was shown last. */
  readonly now: number
  readonly shownAt: ReadonlyMap<Id, number>
}

/** The happening when it deserves a notification: new, unseen since the window is in the background, and not too often. */
export function noticeToShow(
  happening: Happening | undefined,
  { isOn, isFocused, openedAt, now, shownAt }: Surroundings,
): Happening | undefined {
  if (happening === undefined || !isOn || isFocused || happening.at <= openedAt) return undefined
  const last = shownAt.get(happening.ticketId)
  return last !== undefined && now - last < PAUSE_MS ? undefined : happening
}

/** What a notice tells its person; undefined for another's, for a settled one, and for kinds shown elsewhere. */
export function happeningOfNotice(notice: Notice, me: Id): Happening | undefined {
  const kind = NOTICE_KINDS.find((each) => each === notice.kind)
  const isOpen = notice.state === 'open' && notice.deletedAt === ''
  if (kind === undefined || notice.personId !== me || !isOpen) return undefined
  if (kind === 'assignment' && notice.theirsBy === me) return undefined
  return { kind, ticketId: notice.ticketId, at: notice.at, by: notice.theirsBy }
}

/** A requester's answer on one's own ticket; undefined for everything else, machines included. */
export function happeningOfMessage(
  message: Message,
  ticket: Ticket | undefined,
  me: Id,
): Happening | undefined {
  const isSpoken = ['mail', 'portal', 'chat'].includes(message.kind) && message.visibility === 'public'
  if (!isSpoken || message.automatic || message.deletedAt !== '' || message.authorId === me) return undefined
  if (ticket?.assigneeId !== me) return undefined
  return { kind: 'answer', ticketId: ticket.id, at: message.at, by: message.authorId }
}
