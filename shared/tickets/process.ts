import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { checkProcess } from './process/check-process.ts'
import { PROCESSES } from './process/stages.ts'
import type { Level, Priority, Ticket, TicketStatus } from './schema.ts'

/** True when a ticket without stages of its own, such as an incident, may go from one state to another, or stay. */
export function isTransition(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || PROCESSES.incident[from]?.to.includes(to) === true
}

/** True while somebody still has to work on it. */
export function isOpenStatus(status: TicketStatus): boolean {
  return status === 'new' || status === 'open' || status === 'pending'
}

const MATRIX: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  low: { low: 'low', medium: 'low', high: 'normal' },
  medium: { low: 'low', medium: 'normal', high: 'high' },
  high: { low: 'normal', medium: 'high', high: 'urgent' },
}

/** Priority from impact (rows) and urgency (columns). */
export function matrixPriority(impact: Level, urgency: Level): Priority {
  return MATRIX[impact][urgency]
}

/** The rule every write to a ticket obeys, whoever makes it. */
export function checkTicket(write: WriteContext<Ticket>): Refusal | undefined {
  const { before, after, patch, actor } = write
  if (after.title.trim() === '') return refuse('title-empty', 'title').refusal
  if (after.orgId === '') return refuse('organisation-missing', 'orgId').refusal
  if (after.status === 'pending' && after.pendingReason === '') {
    return refuse('pending-reason-missing', 'pendingReason').refusal
  }
  const misstep = checkProcess(write)
  if (misstep) return misstep
  if (before?.status === 'closed' && after.status === 'closed' && !actor.system && changesWork(patch)) {
    return refuse('ticket-closed').refusal
  }
  return undefined
}

/** A closed ticket may still be tagged, watched, linked or reopened; its work fields are evidence. */
const WORK_FIELDS = [
  'title',
  'priority',
  'impact',
  'urgency',
  'assigneeId',
  'teamId',
  'categoryId',
  'resolution',
  'plan',
  'rollbackPlan',
  'testPlan',
  'plannedStart',
  'plannedEnd',
  'changeType',
  'risk',
]

function changesWork(patch: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(patch).some((field) => WORK_FIELDS.includes(field))
}
