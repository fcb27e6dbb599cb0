import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, WordSet } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const DOCUMENT_KINDS = [
  'attachment',
  'invoice',
  'warranty',
  'contract',
  'photo',
  'signature',
  'other',
] as const

/** A file: its name and place here, its bytes apart under their SHA-256. */
export const FileDocument = Type.Object(
  {
    ...envelope,
    kind: oneOf(DOCUMENT_KINDS),
    name: Line(255),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Bytes. */
    size: Type.Integer({ minimum: 0, maximum: 104_857_600 }),
    type: Line(127),
    orgId: IdOrNone,
    /** Where it hangs: a ticket, else an asset, else its organisation. */
    ticketId: IdOrNone,
    assetId: IdOrNone,
    messageId: IdOrNone,
    visibility: oneOf(['public', 'private']),
    /** Number of an invoice or contract. */
    reference: Line(120),
    supplier: Line(200),
    validUntil: Instant,
    note: LongText,
    createdAt: Instant,
    createdBy: IdOrNone,
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type FileDocument = Static<typeof FileDocument>
