import { defineCollection, type ConflictRule } from '../kernel/collection.ts'
import { hasRole } from '../kernel/actor.ts'
import { checkTicket, isTransition } from './process.ts'
import { Ticket, TICKET_STATUSES, ticketBuckets, type TicketStatus } from './schema.ts'

/** The status that arrives later stands when the ticket may still go there. */
const laterIfAllowed: ConflictRule<Ticket> = ({ mine, theirs }) =>
  isStatus(mine) && isStatus(theirs) && isTransition(theirs, mine) ? 'mine' : 'theirs'

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

export const tickets = defineCollection<Ticket>({
  name: 'tickets',
  version: 0,
  schema: Ticket,
  mode: 'merged',
  fields: {
    kind: 'value',
    label: 'fixed',
    number: 'derived',
    title: 'value',
    status: 'value',
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
    responseDueAt: 'derived',
    resolutionDueAt: 'derived',
  },
  defaults: {
    kind: 'incident',
    label: '',
    number: 0,
    title: '',
    status: 'new',
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
    responseDueAt: '',
    resolutionDueAt: '',
  },
  conflicts: { status: laterIfAllowed, assigneeId: dispatcherFirst, teamId: dispatcherFirst },
  indexes: ['requesterId', 'assigneeId'],
  buckets: ticketBuckets,
  lookups: (ticket) => ({
    requester: [ticket.requesterId],
    assignee: [ticket.assigneeId],
    number: ticket.number > 0 ? [String(ticket.number)] : [],
    label: [ticket.label],
  }),
  check: checkTicket,
})
