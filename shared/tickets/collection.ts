import { defineCollection, type ConflictRule } from '../kernel/collection.ts'
import { hasRole } from '../kernel/actor.ts'
import type { Patch } from '../kernel/patch.ts'
import { checkTicket, isOpenStatus } from './process.ts'
import { isStep, stageOf } from './process/stages.ts'
import {
  STAGES,
  Ticket,
  TICKET_STATUSES,
  ticketBuckets,
  type StoredStage,
  type TicketStatus,
} from './schema.ts'

/**
 * The step that arrives later stands when the ticket may still take it. Somebody who opened a ticket without knowing
 * that it was resolved meanwhile did not mean to reopen it.
 */
const laterIfAllowed: ConflictRule<Ticket> = ({ current, patch }) => {
  const mine = { ...current, ...pickStep(patch) }
  const reopens = isOpenStatus(mine.status) && !isOpenStatus(current.status)
  return !reopens && isStep(current, stageOf(mine)) ? 'mine' : 'theirs'
}

/** A patch without a stage, of a program that knows none, means the first stage of its status. */
function pickStep(patch: Patch): Partial<Pick<Ticket, 'status' | 'stage'>> {
  const { status, stage } = patch
  return {
    ...(isStatus(status) ? { status, stage: '' } : {}),
    ...(isStored(stage) ? { stage } : {}),
  }
}

/** Two people who took the same step are of one mind; the instant of the first one stays. */
const firstQuietly: ConflictRule<Ticket> = () => 'theirs-quietly'

/** Where both came to the same priority, one by hand, it counts as set by hand. */
const personQuietly: ConflictRule<Ticket> = ({ mine }) =>
  mine === 'person' ? 'mine-quietly' : 'theirs-quietly'

/** Between two assignments the dispatcher's stands: a manager or administrator over anybody else. */
const dispatcherFirst: ConflictRule<Ticket> = ({ mineRoles, theirsRoles }) =>
  isDispatcher(mineRoles) && !isDispatcher(theirsRoles) ? 'mine' : 'theirs'

function isDispatcher(roles: readonly string[]): boolean {
  return hasRole(
    { roles: roles.map((role) => ({ role, at: 'org:any' }) as never) },
    'manager',
    'administrator',
  )
}

function isStatus(value: unknown): value is TicketStatus {
  return (TICKET_STATUSES as readonly unknown[]).includes(value)
}

function isStored(value: unknown): value is StoredStage {
  return (STAGES as readonly unknown[]).includes(value)
}

export const tickets = defineCollection<Ticket>({
  name: 'tickets',
  version: 1,
  schema: Ticket,
  mode: 'merged',
  fields: {
    kind: 'value',
    label: 'fixed',
    number: 'derived',
    title: 'value',
    status: 'value',
    stage: 'value',
    pendingReason: 'value',
    impact: 'value',
    urgency: 'value',
    priority: 'value',
    prioritySource: 'value',
    major: 'value',
    source: 'fixed',
    channelId: 'fixed',
    orgId: 'value',
    siteId: 'value',
    locationId: 'value',
    departmentId: 'value',
    categoryId: 'value',
    teamId: 'value',
    requesterId: 'value',
    assigneeId: 'value',
    watcherIds: 'set',
    tags: 'set',
    mergedIntoId: 'value',
    changeType: 'value',
    risk: 'value',
    plannedStart: 'value',
    plannedEnd: 'value',
    plan: 'text',
    rollbackPlan: 'text',
    testPlan: 'text',
    reviewNotes: 'text',
    resolution: 'text',
    rootCause: 'text',
    workaround: 'text',
    createdAt: 'fixed',
    createdBy: 'fixed',
    updatedAt: 'latest',
    lastPublicAt: 'latest',
    firstRespondedAt: 'earliest',
    resolvedAt: 'value',
    closedAt: 'value',
    confirmedAt: 'value',
    approval: 'derived',
    custom: 'map',
    responseDueAt: 'derived',
    resolutionDueAt: 'derived',
  },
  defaults: {
    kind: 'incident',
    label: '',
    number: 0,
    title: '',
    status: 'new',
    stage: '',
    pendingReason: '',
    impact: 'medium',
    urgency: 'medium',
    priority: 'normal',
    prioritySource: 'matrix',
    major: false,
    source: 'console',
    channelId: '',
    orgId: '',
    siteId: '',
    locationId: '',
    departmentId: '',
    categoryId: '',
    teamId: '',
    requesterId: '',
    assigneeId: '',
    watcherIds: [],
    tags: [],
    mergedIntoId: '',
    changeType: 'normal',
    risk: '',
    plannedStart: '',
    plannedEnd: '',
    plan: '',
    rollbackPlan: '',
    testPlan: '',
    reviewNotes: '',
    resolution: '',
    rootCause: '',
    workaround: '',
    createdAt: '',
    createdBy: '',
    updatedAt: '',
    lastPublicAt: '',
    firstRespondedAt: '',
    resolvedAt: '',
    closedAt: '',
    confirmedAt: '',
    approval: 'none',
    custom: {},
    responseDueAt: '',
    resolutionDueAt: '',
  },
  conflicts: {
    status: laterIfAllowed,
    stage: laterIfAllowed,
    resolvedAt: firstQuietly,
    closedAt: firstQuietly,
    prioritySource: personQuietly,
    assigneeId: dispatcherFirst,
    teamId: dispatcherFirst,
  },
  together: [
    ['status', 'stage', 'pendingReason', 'resolvedAt', 'closedAt'],
    ['priority', 'prioritySource'],
    ['plannedStart', 'plannedEnd'],
  ],
  indexes: ['requesterId', 'assigneeId'],
  ticketOf: (ticket) => ticket.id,
  author: 'createdBy',
  buckets: ticketBuckets,
  places: ({ siteId, teamId }) => [
    { field: 'siteId', id: siteId, of: 'own' },
    { field: 'teamId', id: teamId, of: 'shared' },
  ],
  lookups: (ticket) => ({
    requester: [ticket.requesterId],
    assignee: [ticket.assigneeId],
    watcher: ticket.watcherIds,
    number: ticket.number > 0 ? [String(ticket.number)] : [],
    label: [ticket.label],
  }),
  check: checkTicket,
})
