import Type, { type Static } from 'typebox'
import { envelope, oneOf, WordSet } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const LINK_KINDS = [
  'related',
  'duplicate-of',
  'caused-by',
  'blocks',
  'part-of',
  'fixed-by',
  'concerns',
  'depends-on',
  'runs-on',
  'connected-to',
  'used-by',
  'split-from',
  'documented-by',
  'explained-by',
] as const
export type LinkKind = (typeof LINK_KINDS)[number]

/** Collections whose documents a link may join. */
export const END_KINDS = ['tickets', 'assets', 'documents', 'people', 'articles'] as const
export type EndKind = (typeof END_KINDS)[number]

/** A relation between two documents, read from `from` to `to`: "from is caused by to". */
export const Link = Type.Object(
  {
    ...envelope,
    kind: oneOf(LINK_KINDS),
    fromCollection: oneOf(END_KINDS),
    fromId: Id,
    toCollection: oneOf(END_KINDS),
    toId: Id,
    createdAt: Instant,
    createdBy: IdOrNone,
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type Link = Static<typeof Link>
