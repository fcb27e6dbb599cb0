import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, WordSet } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** What was said and by which road: `reply` goes out by mail, `mail` came in by mail, `note` stays in the desk. */
export const MESSAGE_KINDS = ['reply', 'mail', 'portal', 'chat', 'note'] as const

export const VISIBILITIES = ['public', 'private'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** State of an outgoing reply. `uncertain`: the connection broke after DATA; a person decides, it is never sent again by itself. */
export const DELIVERIES = ['none', 'held', 'queued', 'sending', 'sent', 'failed', 'uncertain'] as const
export type Delivery = (typeof DELIVERIES)[number]

/** What happened that the author of a held reply had not seen. */
export const HELD_REASONS = ['requester-wrote', 'ticket-closed', 'ticket-merged'] as const
export type HeldReason = (typeof HELD_REASONS)[number]

/** The reason a notice names; one of a newer version counts as the most usual. */
export function heldReason(reason: string): HeldReason {
  return HELD_REASONS.find((each) => each === reason) ?? 'requester-wrote'
}

/** A file of a message; the bytes lie apart under their SHA-256 (64 hex digits). */
export const Attachment = Type.Object(
  {
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    name: Type.String({ maxLength: 255 }),
    /** Bytes. */
    size: Type.Integer({ minimum: 0, maximum: 104_857_600 }),
    type: Type.String({ maxLength: 127 }),
    /** Content-ID of a picture inside the text, '' otherwise. */
    contentId: Type.String({ maxLength: 255 }),
  },
  { additionalProperties: false },
)
export type Attachment = Static<typeof Attachment>

/** The longest text and HTML somebody may write, in characters: both together fit into one push in any script. */
export const MOST_TEXT = 200_000
export const MOST_HTML = 400_000

const Addresses = Type.Array(Type.String({ maxLength: 320 }), { maxItems: 100 })

/** Something said on a ticket. Never changed after; only `delivery` and its companions follow the sending, and it may be sent again. */
export const Message = Type.Object(
  {
    ...envelope,
    ticketId: Id,
    kind: oneOf(MESSAGE_KINDS),
    visibility: oneOf(VISIBILITIES),
    authorId: IdOrNone,
    /** The name beside the address of a mail whose sender we only know by it. */
    authorName: Line(200),
    /** The visible part as plain text, whether or not there is HTML. */
    text: LongText,
    /** Sanitised HTML of the visible part, '' when nothing in it is formatted. */
    html: Type.String({ maxLength: 1_000_000 }),
    /** Everything the mail held, quotes and signature included; '' when it is the same as `text`. */
    fullText: LongText,
    subject: Line(500),
    to: Addresses,
    cc: Addresses,
    bcc: Addresses,
    attachments: Type.Array(Attachment, { maxItems: 100 }),
    /** People of the desk who were named in it and are told. */
    mentionIds: WordSet,
    /** The message this one repeats on a ticket that was split off; the server takes the content from there. */
    copyOfId: IdOrNone,
    at: Instant,
    /** Revision of the ticket its author saw. */
    ticketRev: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
    /** True for out-of-office answers and other machines. */
    automatic: Type.Boolean(),
    delivery: oneOf(DELIVERIES),
    deliveryError: Line(500),
    /** How often somebody had it sent again, after it failed or perhaps arrived. */
    resends: Type.Integer({ minimum: 0, maximum: 1000 }),
    /** RFC 5322 Message-ID with its angle brackets, '' where there is none. */
    mailId: Line(998),
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type Message = Static<typeof Message>
