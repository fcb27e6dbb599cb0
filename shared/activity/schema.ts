import Type, { type Static } from 'typebox'
import { envelope, oneOf, WordSet } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const FieldChange = Type.Object(
  { field: Type.String({ maxLength: 64 }), before: Type.Unknown(), after: Type.Unknown() },
  { additionalProperties: false },
)
export type FieldChange = Static<typeof FieldChange>

/** Who did what, when and from which device. Written by the server, in the transaction of the act itself. */
export const Activity = Type.Object(
  {
    ...envelope,
    collection: Type.String({ maxLength: 32 }),
    docId: Id,
    /** The ticket concerned, '' when there is none. */
    ticketId: IdOrNone,
    action: oneOf(['created', 'changed', 'deleted']),
    actorId: IdOrNone,
    deviceId: IdOrNone,
    /** The actor's clock, and the server's. */
    at: Instant,
    acceptedAt: Instant,
    changes: Type.Array(FieldChange, { maxItems: 200 }),
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type Activity = Static<typeof Activity>
