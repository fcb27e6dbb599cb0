import Type, { type Static } from 'typebox'
import { Id } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** Most mails in one list. */
export const QUARANTINE_LIMIT = 200

/** A mail that was put aside, without a word of what it says. `channel`: the mailbox it came to; `size` in bytes. */
export const QuarantinedMail = Type.Object(
  {
    id: Id,
    channel: Type.String(),
    receivedAt: Instant,
    size: Type.Integer({ minimum: 0 }),
    reason: Type.String(),
  },
  { additionalProperties: false },
)
export type QuarantinedMail = Static<typeof QuarantinedMail>

/** The oldest mails that were put aside, and how many there are in all. */
export const QuarantineList = Type.Object(
  {
    mails: Type.Array(QuarantinedMail, { maxItems: QUARANTINE_LIMIT }),
    total: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
)
export type QuarantineList = Static<typeof QuarantineList>
