import Type, { type Static } from 'typebox'
import { Id } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** Most revisions in one page, and most documents fetched at once to repair a replica. */
export const REVISIONS_LIMIT = 1000
export const DOCUMENTS_LIMIT = 100

/** The name of a collection, known here or not. */
export const CollectionWord = Type.String({ maxLength: 32 })

/** Most characters of a cursor. */
export const CURSOR_LENGTH = 8000

export const DigestQuery = Type.Object(
  { cursor: Type.String({ maxLength: CURSOR_LENGTH }) },
  { additionalProperties: false },
)

/**
 * What the server would serve the asking device, in short. `hash`: SHA-256 in hex over `digestLine` of every document
 * of the collection, in the byte order of their ids. `current` is false, and the list empty, when the device has to
 * pull first.
 */
export const DigestResponse = Type.Object(
  {
    current: Type.Boolean(),
    collections: Type.Array(
      Type.Object(
        {
          collection: CollectionWord,
          count: Type.Integer({ minimum: 0 }),
          hash: Type.String({ maxLength: 64 }),
        },
        { additionalProperties: false },
      ),
    ),
    now: Instant,
  },
  { additionalProperties: false },
)
export type DigestResponse = Static<typeof DigestResponse>

export const RevisionsQuery = Type.Object(
  {
    collection: CollectionWord,
    after: Type.Optional(Id),
    /** Where the device's pull stands: it says how far back closed tickets are held. */
    cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH })),
  },
  { additionalProperties: false },
)

/** Ids and revisions of one collection, in the byte order of the ids. */
export const RevisionsResponse = Type.Object(
  {
    revisions: Type.Array(
      Type.Object({ id: Id, rev: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
      { maxItems: REVISIONS_LIMIT },
    ),
    more: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type RevisionsResponse = Static<typeof RevisionsResponse>

export const DocumentsRequest = Type.Object(
  {
    collection: CollectionWord,
    ids: Type.Array(Id, { minItems: 1, maxItems: DOCUMENTS_LIMIT }),
    cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH })),
  },
  { additionalProperties: false },
)

/** How many tickets closed before the device's first month lie in its scope on the server. */
export const OlderResponse = Type.Object(
  { tickets: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
)
export type OlderResponse = Static<typeof OlderResponse>

/** Those of the asked documents that lie in the device's scope. */
export const DocumentsResponse = Type.Object(
  { docs: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: DOCUMENTS_LIMIT }) },
  { additionalProperties: false },
)
export type DocumentsResponse = Static<typeof DocumentsResponse>

/** A document by its id and revision. */
export interface Revision {
  readonly id: Id
  readonly rev: number
}

/** What one document adds to the digest of its collection. */
export function digestLine({ id, rev }: Revision): string {
  return `${id} ${rev}\n`
}
