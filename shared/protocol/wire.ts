import Type, { type Static } from 'typebox'
import { Id } from '../kernel/ids.ts'
import { oneOf } from '../kernel/fields.ts'
import { Instant } from '../kernel/time.ts'
import { CURSOR_LENGTH } from './digest.ts'

/** Most mutations in one push. */
export const PUSH_LIMIT = 100
/** Most changes in one page of a pull, and how many a replica asks for. */
export const PULL_LIMIT = 1000
export const PULL_PAGE = 500

/** One saved act of a person: new values of some fields of one document. */
export const Mutation = Type.Object(
  {
    id: Id,
    collection: Type.String({ maxLength: 32 }),
    docId: Id,
    op: oneOf(['create', 'change']),
    /** The server revision the person saw; 0 when the document had not been accepted yet. */
    baseRev: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
    patch: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
    /** The values the person saw before: shown in a conflict, and the base of a three-way merge of text. */
    prev: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Unknown())),
    /** The device's clock when it was saved; shown, never used to order. */
    at: Instant,
    /** Version of the collection's schema on the device. */
    schema: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** True when it was acknowledged before the server's history changed: `baseRev` is 0, and `prev` says what was seen. */
    again: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Mutation = Static<typeof Mutation>

export const PushRequest = Type.Object(
  {
    mutations: Type.Array(Mutation, { minItems: 1, maxItems: PUSH_LIMIT }),
    /**
     * The cursor of the device's pull, or its part up to the dot. A server of another history refuses what was not
     * offered to it `again`.
     */
    cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH })),
  },
  { additionalProperties: false },
)
export type PushRequest = Static<typeof PushRequest>

export const WireRefusal = Type.Object(
  {
    code: Type.String({ maxLength: 80 }),
    field: Type.Optional(Type.String({ maxLength: 64 })),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  },
  { additionalProperties: false },
)

/**
 * The answer to one mutation. `accepted`: as sent · `merged`: with other people's changes ·
 * `conflicted`: at least one value became a conflict notice · `rejected`: kept as a rejection notice ·
 * `parked`: kept until what it hangs on arrives; the same mutation, sent again then, gets its final answer.
 * `doc` is there when the document now differs from what the device expects.
 */
export const MutationAnswer = Type.Object(
  {
    id: Id,
    status: oneOf(['accepted', 'merged', 'conflicted', 'rejected', 'parked']),
    rev: Type.Integer({ minimum: 0 }),
    doc: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** True when the document lies outside the device's scope by now: it is to be removed. */
    gone: Type.Optional(Type.Literal(true)),
    refusal: Type.Optional(WireRefusal),
  },
  { additionalProperties: false },
)
export type MutationAnswer = Static<typeof MutationAnswer>

export const PushResponse = Type.Object(
  { answers: Type.Array(MutationAnswer), now: Instant },
  { additionalProperties: false },
)
export type PushResponse = Static<typeof PushResponse>

/** One change of one document, in the order of `pos`; `gone` when it left the replica's scope. */
export const Change = Type.Union([
  Type.Object(
    {
      pos: Type.Integer({ minimum: 1 }),
      collection: Type.String({ maxLength: 32 }),
      doc: Type.Record(Type.String(), Type.Unknown()),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      pos: Type.Integer({ minimum: 1 }),
      collection: Type.String({ maxLength: 32 }),
      id: Id,
      gone: Type.Literal(true),
    },
    { additionalProperties: false },
  ),
])
export type Change = Static<typeof Change>

/** Longest time for which closed tickets can be held. */
export const MOST_MONTHS = 1200

/** What the asking device holds once it has the page. */
export const PullReach = Type.Object(
  {
    /** Closed tickets are held back to this month. */
    since: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    /** True while what the device gained is still on its way. */
    filling: Type.Boolean(),
    /** There when the device lost something: every bucket it holds from now on. Whatever lies elsewhere is to be removed. */
    keep: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
)
export type PullReach = Static<typeof PullReach>

export const PullQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PULL_LIMIT })),
    /**
     * For how many months after their end the device wishes to hold closed tickets; 0 for as long as the server says.
     * Whoever names it goes through a change of scope in phases; anybody else is served everything anew.
     */
    months: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_MONTHS })),
  },
  { additionalProperties: false },
)

export const PullResponse = Type.Object(
  {
    changes: Type.Array(Change, { maxItems: PULL_LIMIT }),
    cursor: Type.String({ maxLength: CURSOR_LENGTH }),
    more: Type.Boolean(),
    /** True when the cursor was of another epoch or schema: everything is served anew. */
    reset: Type.Boolean(),
    /** Told to those who named `months`. */
    reach: Type.Optional(PullReach),
    now: Instant,
  },
  { additionalProperties: false },
)
export type PullResponse = Static<typeof PullResponse>

/** The only thing the live connection ever says: there is something up to this position. */
export const Poke = Type.Object({ head: Type.Integer({ minimum: 0 }) })
export type Poke = Static<typeof Poke>

/** The body of every answer that is not 2xx. `code` names a sentence in the locales. */
export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Optional(Type.Array(Type.String())),
  }),
})
export type ErrorBody = Static<typeof ErrorBody>
