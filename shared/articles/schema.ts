import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, WordSet } from '../kernel/fields.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { LANGUAGES } from '../people/schema.ts'

/** A knowledge base article in one language; `public` ones are on the portal. */
export const Article = Type.Object(
  {
    ...envelope,
    orgId: IdOrNone,
    language: oneOf(LANGUAGES),
    /** Shared by the translations of one article. */
    groupId: IdOrNone,
    audience: oneOf(['public', 'internal']),
    state: oneOf(['draft', 'published', 'retired']),
    title: Line(300),
    body: LongText,
    categoryId: IdOrNone,
    tags: WordSet,
    authorId: IdOrNone,
    /** How often it was published; of a kept version, which one it is. */
    version: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** '' for the article itself; a kept version names its article and never changes. */
    versionOf: IdOrNone,
    publishedAt: Instant,
    /** The ticket it was written from. */
    sourceTicketId: IdOrNone,
    /** Who found it helpful, and who did not. */
    helpfulIds: WordSet,
    unhelpfulIds: WordSet,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { additionalProperties: false },
)
export type Article = Static<typeof Article>
