import type { Actor } from '../kernel/actor.ts'
import { provisionalLabel, type Id, type NewId } from '../kernel/ids.ts'
import type { Patch, PatchOf } from '../kernel/patch.ts'
import { accept, type Result } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { checkWrite } from '../policy/check-write.ts'
import { tickets } from './collection.ts'
import { isOpenStatus, matrixPriority } from './process.ts'
import type { PendingReason, Priority, Ticket, TicketStatus } from './schema.ts'

/** What somebody gives to open a ticket; everything else has a default. */
export type TicketInput = Partial<
  Pick<
    Ticket,
    | 'kind'
    | 'impact'
    | 'urgency'
    | 'priority'
    | 'source'
    | 'channelId'
    | 'siteId'
    | 'locationId'
    | 'departmentId'
    | 'categoryId'
    | 'teamId'
    | 'assigneeId'
    | 'tags'
    | 'watcherIds'
    | 'major'
  >
> &
  Pick<Ticket, 'title' | 'orgId' | 'requesterId'>

/** Opens a ticket. Its number comes from the server; until then, and for ever as an alias, it carries its label. */
export function createTicket(
  input: TicketInput,
  actor: Actor,
  now: Instant,
  newId: NewId,
  random: () => number,
): Result<{ readonly docId: Id; readonly patch: PatchOf<Ticket> }> {
  const docId = newId()
  const impact = input.impact ?? 'medium'
  const urgency = input.urgency ?? 'medium'
  const patch: PatchOf<Ticket> = {
    ...input,
    title: input.title.trim(),
    impact,
    urgency,
    priority: input.priority ?? matrixPriority(impact, urgency),
    prioritySource: input.priority === undefined ? 'matrix' : 'person',
    label: provisionalLabel(random),
    createdAt: now,
    createdBy: actor.personId,
    updatedAt: now,
  }
  const checked = attempt(undefined, docId, patch, actor, now)
  return checked.ok ? accept({ docId, patch }) : checked
}

/** Sets a priority by hand; impact and urgency no longer move it. */
export function changePriority(
  ticket: Ticket,
  priority: Priority,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  return changeFields(ticket, { priority, prioritySource: 'person' }, actor, now)
}

/** Sets impact or urgency; the priority follows the matrix unless a person set it. */
export function changeSeverity(
  ticket: Ticket,
  severity: Partial<Pick<Ticket, 'impact' | 'urgency'>>,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const impact = severity.impact ?? ticket.impact
  const urgency = severity.urgency ?? ticket.urgency
  const priority = ticket.prioritySource === 'matrix' ? { priority: matrixPriority(impact, urgency) } : {}
  return changeFields(ticket, { ...severity, ...priority }, actor, now)
}

/** Moves a ticket along its process; the refusal says why it may not go there. */
export function changeStatus(
  ticket: Ticket,
  status: TicketStatus,
  options: { readonly pendingReason?: PendingReason; readonly resolution?: string },
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  return changeFields(
    ticket,
    { ...statusFields(ticket, status, now, options.pendingReason), ...resolved(options) },
    actor,
    now,
  )
}

function resolved(options: { readonly resolution?: string }): PatchOf<Ticket> {
  return options.resolution === undefined ? {} : { resolution: options.resolution }
}

/** The fields that follow a status: when it was resolved or closed, and why it waits. */
export function statusFields(
  ticket: Ticket,
  status: TicketStatus,
  now: Instant,
  pendingReason: PendingReason = 'requester',
): PatchOf<Ticket> {
  const open = isOpenStatus(status)
  return {
    status,
    pendingReason: status === 'pending' ? pendingReason : '',
    resolvedAt: open ? '' : ticket.resolvedAt || now,
    closedAt: status === 'closed' ? now : '',
  }
}

/** Gives a ticket to a person, a team or both; a new ticket becomes open. */
export function assignTicket(
  ticket: Ticket,
  to: Partial<Pick<Ticket, 'assigneeId' | 'teamId'>>,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const opened = ticket.status === 'new' && to.assigneeId ? statusFields(ticket, 'open', now) : {}
  return changeFields(ticket, { ...to, ...opened }, actor, now)
}

/** Changes any fields of a ticket that no process stands behind: title, category, site, tags … */
export function changeFields(
  ticket: Ticket,
  fields: PatchOf<Ticket>,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const patch = { ...fields, updatedAt: now }
  const checked = attempt(ticket, ticket.id, patch, actor, now)
  return checked.ok ? accept(patch) : checked
}

/** What the requester's word does to a ticket: it waits no longer, and a resolved one opens again. */
export function afterRequesterMessage(ticket: Ticket, at: Instant): PatchOf<Ticket> {
  const reopens = ticket.status === 'pending' || ticket.status === 'resolved' || ticket.status === 'closed'
  return { updatedAt: at, lastPublicAt: at, ...(reopens ? statusFields(ticket, 'open', at) : {}) }
}

/** What an agent's public answer does to a ticket: the first response is given, a new ticket is open. */
export function afterAgentReply(ticket: Ticket, at: Instant): PatchOf<Ticket> {
  return {
    updatedAt: at,
    lastPublicAt: at,
    firstRespondedAt: at,
    ...(ticket.status === 'new' ? statusFields(ticket, 'open', at) : {}),
  }
}

/** The number people say, or the provisional label while there is none. */
export function ticketName(ticket: Pick<Ticket, 'number' | 'label'>): string {
  return ticket.number > 0 ? `#${ticket.number}` : ticket.label
}

function attempt(
  before: Ticket | undefined,
  docId: Id,
  patch: Patch,
  actor: Actor,
  now: Instant,
): Result<Ticket> {
  return checkWrite({ spec: tickets, before, docId, patch, actor, now, parent: undefined, parentBuckets: [] })
}
