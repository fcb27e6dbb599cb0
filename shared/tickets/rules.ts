import type { Actor } from '../kernel/actor.ts'
import { provisionalLabel, type Id, type NewId } from '../kernel/ids.ts'
import { applyPatch, type Patch, type PatchOf } from '../kernel/patch.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { checkWrite } from '../policy/check-write.ts'
import { tickets } from './collection.ts'
import { isOpenStatus, matrixPriority } from './process.ts'
import { refusalsOf, type ProcessFacts } from './process/offered.ts'
import { isStep, stageFor, stageOf, stageRule, storedStage } from './process/stages.ts'
import type { PendingReason, Priority, Stage, Ticket, TicketKind, TicketStatus } from './schema.ts'

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
    | 'changeType'
    | 'risk'
    | 'plannedStart'
    | 'plannedEnd'
    | 'plan'
    | 'rollbackPlan'
    | 'testPlan'
    | 'custom'
  >
> &
  Pick<Ticket, 'title' | 'orgId' | 'requesterId'>

/** Opens a ticket. Its number comes from the server; until then, and for ever as an alias, it carries its label. */
export function createTicket(
  { custom = {}, ...input }: TicketInput,
  actor: Actor,
  now: Instant,
  newId: NewId,
  random: () => number,
): Result<{ readonly docId: Id; readonly patch: PatchOf<Ticket> }> {
  const docId = newId()
  const kind = input.kind ?? 'incident'
  const stage = storedStage(kind, stageFor(kind, 'new') ?? 'new')
  const impact = input.impact ?? 'medium'
  const urgency = input.urgency ?? 'medium'
  const patch: PatchOf<Ticket> = {
    ...input,
    ...customPatch(custom),
    ...(stage === '' ? {} : { stage }),
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

/** The values of custom fields as a patch names them: `{ size: 3 }` is `{ 'custom.size': 3 }`; null empties one. */
export function customPatch(values: Readonly<Record<string, string | number | boolean | null>>): Patch {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`custom.${key}`, value]))
}

/** What goes with a step: why the ticket waits, and any fields filled in on the way. */
export interface StepOptions {
  readonly pendingReason?: PendingReason
  readonly fields?: PatchOf<Ticket>
}

/**
 * Takes a ticket to a stage of its process, with the fields that are filled in on the way. Refuses with the first of
 * the reasons `offeredTransitions` gives. `facts` is what the device knows of the ticket's approvals, tasks and fields.
 */
export function moveTicket(
  ticket: Ticket,
  to: Stage,
  { pendingReason, fields = {} }: StepOptions,
  facts: ProcessFacts,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const filled = { ...applyPatch(ticket, fields), approval: facts.approval }
  const [refusal] = refusalsOf(filled, to, facts, actor)
  if (refusal) return { ok: false, refusal }
  const patch = { ...fields, ...stageFields(ticket, to, now, pendingReason), updatedAt: now }
  const checked = attempt({ ...ticket, approval: facts.approval }, ticket.id, patch, actor, now)
  return checked.ok ? accept(patch) : checked
}

/** Moves a ticket to a status, where its kind has it: to the first stage of that status. Says why it may not go there. */
export function changeStatus(
  ticket: Ticket,
  status: TicketStatus,
  options: { readonly pendingReason?: PendingReason; readonly resolution?: string },
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const from = stageOf(ticket)
  const to = ticket.status === status ? from : stageFor(ticket.kind, status)
  if (to === undefined || !isStep(ticket, to)) {
    return refuse('transition-not-allowed', 'status', { from, to: to ?? status })
  }
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

/** The fields that follow a status: its stage, when it was resolved or closed, and why it waits. */
export function statusFields(
  ticket: Ticket,
  status: TicketStatus,
  now: Instant,
  pendingReason?: PendingReason,
): PatchOf<Ticket> {
  const stage = ticket.status === status ? stageOf(ticket) : stageFor(ticket.kind, status)
  return { ...stageFields(ticket, stage ?? stageOf(ticket), now, pendingReason), status }
}

/** The fields that follow a stage: the status it implies, when it was resolved or closed, and why it waits. */
function stageFields(
  ticket: Ticket,
  to: Stage,
  now: Instant,
  pendingReason: PendingReason | undefined,
): PatchOf<Ticket> {
  const rule = stageRule(ticket.kind, to)
  const status = rule?.status ?? ticket.status
  return {
    status,
    stage: storedStage(ticket.kind, to),
    pendingReason: status === 'pending' ? (pendingReason ?? rule?.waitsFor ?? 'requester') : '',
    resolvedAt: isOpenStatus(status) ? '' : ticket.resolvedAt || now,
    closedAt: status === 'closed' ? now : '',
  }
}

/**
 * Makes a ticket one of another kind: it stands at the first stage of its status there, or is open where the kind has no
 * such status. Refuses `ticket-closed`.
 */
export function changeKind(
  ticket: Ticket,
  kind: TicketKind,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  if (ticket.status === 'closed') return refuse('ticket-closed', 'kind')
  const to = stageFor(kind, ticket.status) ?? stageFor(kind, 'open') ?? 'open'
  const reason = ticket.pendingReason === '' ? undefined : ticket.pendingReason
  return changeFields(ticket, { kind, ...stageFields({ ...ticket, kind }, to, now, reason) }, actor, now)
}

/** The requester says that it is solved or delivered; the ticket closes. Refuses `not-solved`. */
export function confirmSolved(ticket: Ticket, actor: Actor, now: Instant): Result<PatchOf<Ticket>> {
  if (ticket.status !== 'resolved') return refuse('not-solved', 'status')
  return changeFields(ticket, { ...statusFields(ticket, 'closed', now), confirmedAt: now }, actor, now)
}

/** Kinds that open when somebody takes them up; a change or release waits for a decision. */
function opensByItself({ kind, status }: Ticket): boolean {
  return status === 'new' && kind !== 'change' && kind !== 'release'
}

/** Gives a ticket to a person, a team or both; a new incident, request or problem becomes open. */
export function assignTicket(
  ticket: Ticket,
  to: Partial<Pick<Ticket, 'assigneeId' | 'teamId'>>,
  actor: Actor,
  now: Instant,
): Result<PatchOf<Ticket>> {
  const opened = opensByItself(ticket) && to.assigneeId ? statusFields(ticket, 'open', now) : {}
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

/**
 * What the requester's word does to a ticket: an incident or request waits no longer, and a resolved one opens again.
 * What waits for an approval goes on waiting, and one that was merged stays closed.
 */
export function afterRequesterMessage(ticket: Ticket, at: Instant): PatchOf<Ticket> {
  const isTheirs = ticket.kind === 'incident' || ticket.kind === 'request'
  const isDone = ticket.status === 'resolved' || ticket.status === 'closed'
  const reopens = isTheirs && ticket.mergedIntoId === '' && (isDone || stageOf(ticket) === 'pending')
  return { updatedAt: at, lastPublicAt: at, ...(reopens ? statusFields(ticket, 'open', at) : {}) }
}

/** What an agent's public answer does to a ticket: the first response is given, a new ticket is open. */
export function afterAgentReply(ticket: Ticket, at: Instant): PatchOf<Ticket> {
  return {
    updatedAt: at,
    lastPublicAt: at,
    firstRespondedAt: at,
    ...(opensByItself(ticket) ? statusFields(ticket, 'open', at) : {}),
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
