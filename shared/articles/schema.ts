import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf } from '../kernel/fields.ts'
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
    authorId: IdOrNone,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { additionalProperties: false },
)
export type Article = Static<typeof Article>
