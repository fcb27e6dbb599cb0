import Type, { type Static } from 'typebox'
import { envelope, Line, LongText, oneOf, ValueMap, WordSet } from '../kernel/fields.ts'
import { bucketsOf } from '../kernel/collection.ts'
import { IdOrNone } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'

export const TICKET_KINDS = ['incident', 'request', 'problem', 'change', 'release'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]

export const TICKET_STATUSES = ['new', 'open', 'pending', 'resolved', 'closed'] as const
export type TicketStatus = (typeof TICKET_STATUSES)[number]

export const PENDING_REASONS = ['', 'requester', 'supplier', 'change', 'approval'] as const
export type PendingReason = (typeof PENDING_REASONS)[number]

/** Impact and urgency are held on the same three steps. */
export const LEVELS = ['low', 'medium', 'high'] as const
export type Level = (typeof LEVELS)[number]

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

/** States of a kind of ticket that say more than its status; process/stages.ts tells which status each implies. */
export const STAGES = [
  '',
  'approval',
  'delivered',
  'detected',
  'analysis',
  'known-error',
  'draft',
  'assessment',
  'scheduled',
  'implementing',
  'review',
  'cancelled',
  'planning',
  'build',
  'test',
  'deployment',
] as const
export type StoredStage = (typeof STAGES)[number]

/** Where a ticket stands in the process of its kind: a stage, or its status where that says enough. */
export type Stage = Exclude<StoredStage, ''> | TicketStatus

/** `standard`: approved beforehand · `emergency`: approved in a hurry, implemented at once. */
export const CHANGE_TYPES = ['normal', 'standard', 'emergency'] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

export const RISKS = ['', 'low', 'medium', 'high'] as const

/** What the approvals of a ticket come to together. */
export const APPROVAL_SUMMARIES = ['none', 'asked', 'approved', 'rejected'] as const
export type ApprovalSummary = (typeof APPROVAL_SUMMARIES)[number]

export const TICKET_SOURCES = ['mail', 'portal', 'console', 'phone', 'chat', 'automation'] as const

/** A ticket of any kind. Ids are '' and instants '' where there is none; `number` is 0 until the server gave one. */
export const Ticket = Type.Object(
  {
    ...envelope,
    kind: oneOf(TICKET_KINDS),
    label: Line(16),
    number: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
    title: Line(300),
    status: oneOf(TICKET_STATUSES),
    /** '' where the status says enough. */
    stage: oneOf(STAGES),
    pendingReason: oneOf(PENDING_REASONS),
    impact: oneOf(LEVELS),
    urgency: oneOf(LEVELS),
    priority: oneOf(PRIORITIES),
    prioritySource: oneOf(['matrix', 'person']),
    major: Type.Boolean(),
    source: oneOf(TICKET_SOURCES),
    channelId: IdOrNone,
    orgId: IdOrNone,
    siteId: IdOrNone,
    locationId: IdOrNone,
    departmentId: IdOrNone,
    categoryId: IdOrNone,
    teamId: IdOrNone,
    requesterId: IdOrNone,
    assigneeId: IdOrNone,
    watcherIds: WordSet,
    tags: WordSet,
    mergedIntoId: IdOrNone,
    changeType: oneOf(CHANGE_TYPES),
    risk: oneOf(RISKS),
    /** The window of a change or release, the visit of a technician. */
    plannedStart: Instant,
    plannedEnd: Instant,
    plan: LongText,
    rollbackPlan: LongText,
    testPlan: LongText,
    reviewNotes: LongText,
    resolution: LongText,
    rootCause: LongText,
    workaround: LongText,
    createdAt: Instant,
    createdBy: IdOrNone,
    updatedAt: Instant,
    lastPublicAt: Instant,
    firstRespondedAt: Instant,
    resolvedAt: Instant,
    closedAt: Instant,
    /** When the requester said that it is solved or delivered. */
    confirmedAt: Instant,
    /** Follows the approvals of the ticket. */
    approval: oneOf(APPROVAL_SUMMARIES),
    /** Values of custom fields, by the id of their setting. */
    custom: ValueMap,
    responseDueAt: Instant,
    resolutionDueAt: Instant,
  },
  { additionalProperties: false },
)
export type Ticket = Static<typeof Ticket>

/**
 * Where a ticket and everything on it lies: its organisation, site, team and assignee, and once it is closed the month
 * in which something last happened to it. A device whose clock is behind cannot make it look older than it is.
 */
export function ticketBuckets(
  ticket: Pick<Ticket, 'orgId' | 'siteId' | 'teamId' | 'assigneeId' | 'closedAt' | 'updatedAt'>,
): string[] {
  const { orgId, siteId, teamId, assigneeId, closedAt, updatedAt } = ticket
  const places = bucketsOf({ org: orgId, site: siteId, team: teamId, user: assigneeId })
  const last = closedAt > updatedAt ? closedAt : updatedAt
  return closedAt === '' ? places : [...places, `closed:${last.slice(0, 7)}`]
}
