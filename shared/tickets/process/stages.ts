import type {
  ChangeType,
  PendingReason,
  Stage,
  StoredStage,
  Ticket,
  TicketKind,
  TicketStatus,
} from '../schema.ts'

/** A field that must be filled in before a stage is entered. */
export type NeededField =
  | 'plan'
  | 'rollbackPlan'
  | 'testPlan'
  | 'risk'
  | 'reviewNotes'
  | 'rootCause'
  | 'workaround'

/**
 * What entering a stage takes: a field · `window`: planned start and end · `approved`: an approval that was given, or a
 * standard change · `settled`: no approval that is open or refused.
 */
export type Need = NeededField | 'window' | 'approved' | 'settled'

/** One stage of a process. */
interface StageRule {
  /** What lists, counts and the portal see of it. */
  readonly status: TicketStatus
  readonly to: readonly Stage[]
  readonly needs?: readonly Need[]
  /** Entered only by the assignee, who opened the ticket, or a manager. */
  readonly byOwner?: boolean
  /** What the ticket waits for in it, unless somebody says otherwise. */
  readonly waitsFor?: PendingReason
}

/** The stages of a kind in their order; the first one of a status stands for it. */
export type Process = Readonly<Partial<Record<Stage, StageRule>>>

const INCIDENT: Process = {
  new: { status: 'new', to: ['open', 'pending', 'resolved', 'closed'] },
  open: { status: 'open', to: ['pending', 'resolved', 'closed'] },
  pending: { status: 'pending', to: ['open', 'resolved', 'closed'] },
  resolved: { status: 'resolved', to: ['open', 'closed'] },
  closed: { status: 'closed', to: ['open'] },
}

const REQUEST: Process = {
  new: { status: 'new', to: ['open', 'pending', 'approval', 'delivered', 'closed'] },
  open: { status: 'open', to: ['pending', 'approval', 'delivered', 'closed'] },
  pending: { status: 'pending', to: ['open', 'approval', 'delivered', 'closed'] },
  approval: { status: 'pending', to: ['open', 'pending', 'delivered', 'closed'], waitsFor: 'approval' },
  delivered: { status: 'resolved', to: ['open', 'closed'], needs: ['settled'] },
  closed: { status: 'closed', to: ['open'] },
}

const PROBLEM: Process = {
  detected: { status: 'new', to: ['analysis', 'closed'] },
  analysis: { status: 'open', to: ['known-error', 'resolved', 'closed'] },
  'known-error': {
    status: 'pending',
    to: ['resolved', 'analysis'],
    needs: ['workaround'],
    waitsFor: 'change',
  },
  resolved: { status: 'resolved', to: ['closed', 'analysis'], needs: ['rootCause'] },
  closed: { status: 'closed', to: ['analysis'], byOwner: true },
}

const CHANGE: Process = {
  draft: { status: 'new', to: ['assessment', 'cancelled'] },
  assessment: { status: 'open', to: ['approval', 'draft', 'cancelled'] },
  approval: {
    status: 'pending',
    to: ['scheduled', 'assessment', 'cancelled'],
    needs: ['risk', 'plan', 'rollbackPlan'],
    waitsFor: 'approval',
  },
  scheduled: {
    status: 'open',
    to: ['implementing', 'assessment', 'cancelled'],
    needs: ['plan', 'rollbackPlan', 'window', 'approved'],
    byOwner: true,
  },
  implementing: { status: 'open', to: ['review'], needs: ['plan', 'rollbackPlan', 'approved'] },
  review: { status: 'resolved', to: ['closed', 'implementing'] },
  closed: { status: 'closed', to: ['review'], needs: ['reviewNotes'], byOwner: true },
  cancelled: { status: 'closed', to: ['draft'], byOwner: true },
}

const RELEASE: Process = {
  planning: { status: 'new', to: ['build', 'cancelled'] },
  build: { status: 'open', to: ['test', 'planning', 'cancelled'], needs: ['plan'] },
  test: { status: 'open', to: ['deployment', 'build', 'cancelled'], needs: ['testPlan'] },
  deployment: {
    status: 'open',
    to: ['review', 'test', 'cancelled'],
    needs: ['rollbackPlan', 'window', 'settled'],
    byOwner: true,
  },
  review: { status: 'resolved', to: ['closed', 'deployment'] },
  closed: { status: 'closed', to: ['review'], needs: ['reviewNotes'], byOwner: true },
  cancelled: { status: 'closed', to: ['planning'], byOwner: true },
}

/** The process of each kind of ticket (ITIL's life cycles, with the words of the field). */
export const PROCESSES: Readonly<Record<TicketKind, Process>> = {
  incident: INCIDENT,
  request: REQUEST,
  problem: PROBLEM,
  change: CHANGE,
  release: RELEASE,
}

/** Steps that only a type of change may take: a standard one is approved beforehand, an emergency does not wait. */
const SHORTCUTS: Readonly<Record<ChangeType, Readonly<Partial<Record<Stage, readonly Stage[]>>>>> = {
  normal: {},
  standard: { draft: ['scheduled'], assessment: ['scheduled'] },
  emergency: { draft: ['approval'], approval: ['implementing'], assessment: ['implementing'] },
}

/** What a ticket's place in its process depends on. */
export type InProcess = Pick<Ticket, 'kind' | 'status' | 'stage' | 'changeType'>

/** The stages of a kind, in their order. */
export function stagesOf(kind: TicketKind): readonly Stage[] {
  return Object.keys(PROCESSES[kind]) as Stage[]
}

/** The rule of a stage; undefined where the kind has no such stage. */
export function stageRule(kind: TicketKind, stage: Stage): StageRule | undefined {
  return PROCESSES[kind][stage]
}

/**
 * Where a ticket stands. The status leads: a stage that does not fit it (an older program changed the status alone)
 * counts for nothing, and the first stage of that status stands for it.
 */
export function stageOf({ kind, status, stage }: Pick<Ticket, 'kind' | 'status' | 'stage'>): Stage {
  if (stage !== '' && PROCESSES[kind][stage]?.status === status) return stage
  return stageFor(kind, status) ?? stageFor(kind, 'open') ?? status
}

/** The first stage of a kind with this status; undefined where its process has none. */
export function stageFor(kind: TicketKind, status: TicketStatus): Stage | undefined {
  return stagesOf(kind).find((stage) => PROCESSES[kind][stage]?.status === status)
}

/** The stage as a ticket keeps it: '' where it is called like its status. */
export function storedStage(kind: TicketKind, stage: Stage): StoredStage {
  return PROCESSES[kind][stage]?.status === stage ? '' : (stage as StoredStage)
}

/** Where a ticket may go from where it stands. */
export function nextStages(ticket: InProcess): readonly Stage[] {
  const from = stageOf(ticket)
  const shortcuts = ticket.kind === 'change' ? (SHORTCUTS[ticket.changeType][from] ?? []) : []
  return [...new Set([...(PROCESSES[ticket.kind][from]?.to ?? []), ...shortcuts])]
}

/** True when a ticket may go to a stage from where it stands, or stays in it. */
export function isStep(ticket: InProcess, to: Stage): boolean {
  return stageOf(ticket) === to || nextStages(ticket).includes(to)
}

/** True when going to a stage takes back a step that led from there to where the ticket stands. */
export function isStepBack(ticket: InProcess, to: Stage): boolean {
  const rule = PROCESSES[ticket.kind][to]
  if (!rule) return false
  const before = { ...ticket, status: rule.status, stage: storedStage(ticket.kind, to) }
  return nextStages(before).includes(stageOf(ticket))
}
