import Type, { type Static } from 'typebox'
import { envelope, oneOf } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const NOTICE_KINDS = [
  'conflict',
  'rejection',
  'held-reply',
  'mention',
  'assignment',
  'sla-warning',
  'approval-asked',
  'approval-decided',
] as const

/**
 * Something one person should see. A conflict keeps `yours` and `theirs`; a rejection keeps the whole patch in `yours`;
 * a held reply is let go by taking its notice, and stays unsent when the notice is dismissed.
 */
export const Notice = Type.Object(
  {
    ...envelope,
    personId: Id,
    kind: oneOf(NOTICE_KINDS),
    at: Instant,
    collection: Type.String({ maxLength: 32 }),
    docId: IdOrNone,
    ticketId: IdOrNone,
    field: Type.String({ maxLength: 64 }),
    yours: Type.Unknown(),
    theirs: Type.Unknown(),
    base: Type.Unknown(),
    /** Your values of the fields that were lost together with `field`; they are taken back together. */
    companions: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
    yoursAt: Instant,
    theirsBy: IdOrNone,
    theirsAt: Instant,
    /** Refusal code of a rejection; why a reply is held: `requester-wrote`, `ticket-closed`, `ticket-merged`; else ''. */
    reason: Type.String({ maxLength: 80 }),
    mutationId: IdOrNone,
    /** open → taken (your value was put back) or dismissed. */
    state: oneOf(['open', 'taken', 'dismissed']),
    readAt: Instant,
  },
  { additionalProperties: false },
)
export type Notice = Static<typeof Notice>
