import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, WordSet } from '../kernel/fields.ts'
import { Id, IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

/** `part`: something used up in the work · `decision`: one approver's answer · the rest as their names say. */
export const ITEM_KINDS = ['task', 'step', 'purchase', 'part', 'approval', 'decision', 'work-log'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

export const TASK_STATES = ['open', 'doing', 'done', 'skipped'] as const
export type TaskState = (typeof TASK_STATES)[number]

export const STEP_STATES = ['open', 'done'] as const
export type StepState = (typeof STEP_STATES)[number]

export const PURCHASE_STATES = ['wished', 'asked', 'approved', 'ordered', 'received', 'cancelled'] as const
export type PurchaseState = (typeof PURCHASE_STATES)[number]

/** `waiting`: an earlier step is not approved yet. Only `withdrawn` is ever said by a person; the rest is computed. */
export const APPROVAL_STATES = ['waiting', 'asked', 'approved', 'rejected', 'withdrawn'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

/** Who of those asked must agree: one of them, all, or a share in percent. */
export const APPROVAL_MODES = ['one', 'all', 'share'] as const
export type ApprovalMode = (typeof APPROVAL_MODES)[number]

export const VERDICTS = ['', 'yes', 'no'] as const
export type Verdict = (typeof VERDICTS)[number]

/** ISO 4217, or '' where there is none. */
const Currency = Type.String({ maxLength: 3, pattern: '^([A-Z]{3})?$' })

/** Minor units of a currency: cents. */
const Money = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })

/**
 * Work on a ticket. Fields that a kind does not use keep their default. `parentId`: the task of a step or a work log,
 * the approval of a decision, the purchase an approval is about or a part comes from.
 */
export const Item = Type.Object(
  {
    ...envelope,
    ticketId: Id,
    kind: oneOf(ITEM_KINDS),
    parentId: IdOrNone,
    title: Line(300),
    /** What is to be done, why it is asked, the comment of a decision, what the time went into. */
    note: LongText,
    /** One of the states of its kind; '' for parts, decisions and work logs. */
    state: Line(24),
    assigneeId: IdOrNone,
    /** Orders siblings: a fractional position, compared as text. */
    position: Line(64),
    dueAt: Instant,
    doneAt: Instant,
    doneBy: IdOrNone,
    /** Spent, for a work log. */
    minutes: Type.Integer({ minimum: 0, maximum: 100_000 }),
    startsAt: Instant,
    endsAt: Instant,
    billable: Type.Boolean(),
    /** Minor units of `currency` for an hour. */
    rate: Money,
    /** Whose time it is; for a decision, the approver in whose place it is given. */
    personId: IdOrNone,
    /** The work log this entry stands instead of. */
    correctsId: IdOrNone,
    supplier: Line(200),
    orderNumber: Line(80),
    quantity: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** Minor units of `currency` for one. */
    unitPrice: Money,
    currency: Currency,
    /** What is used up, bought or replaced. */
    assetId: IdOrNone,
    /** Approvals of a lower step are decided first; those of one step are asked together. */
    step: Type.Integer({ minimum: 1, maximum: 100 }),
    mode: oneOf(APPROVAL_MODES),
    /** Percent that must agree when `mode` is `share`. */
    share: Type.Integer({ minimum: 1, maximum: 100 }),
    approverIds: WordSet,
    /** `from>to` each: who may decide in whose place. Only ever grows, so that a right once had stays known. */
    delegations: WordSet,
    verdict: oneOf(VERDICTS),
    createdAt: Instant,
    createdBy: IdOrNone,
    scope: WordSet,
  },
  { additionalProperties: false },
)
export type Item = Static<typeof Item>
