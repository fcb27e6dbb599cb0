import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, WordSet } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const ITEM_KINDS = ['task', 'step', 'purchase', 'approval', 'work-log'] as const

/** Work on a ticket: a task, a checklist step, something to buy, an approval or time spent. */
export const Item = Type.Object(
  {
    ...envelope,
    ticketId: Id,
    kind: oneOf(ITEM_KINDS),
    parentId: IdOrNone,
    title: Line(300),
    note: LongText,
    state: Line(24),
    assigneeId: IdOrNone,
    position: Line(64),
    dueAt: Instant,
    /** Spent, for a work log. */
    minutes: Type.Integer({ minimum: 0, maximum: 100_000 }),
    billable: Type.Boolean(),
    createdAt: Instant,
    createdBy: IdOrNone,
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type Item = Static<typeof Item>
