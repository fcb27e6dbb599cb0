import type { Actor } from '../../kernel/actor.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import type { ApprovalSummary, Stage, Ticket, TicketStatus } from '../schema.ts'
import { missingFor, refusedTo } from './requirements.ts'
import { isStep, stageOf, stageRule, stagesOf } from './stages.ts'

/**
 * What hangs on a ticket and matters for its process, as the device knows it: `approvalSummary` of its approvals, tasks
 * neither done nor skipped, and the names of required custom fields that are empty.
 */
export interface ProcessFacts {
  readonly approval: ApprovalSummary
  readonly openTasks: number
  readonly missingFields: readonly string[]
}

/** Something to know before a step that may be taken all the same; words: `tickets:warning.<code>`. */
export interface StepWarning {
  readonly code: 'tasks-open' | 'not-confirmed'
  readonly count: number
}

/** A stage a ticket might go to: allowed, or every reason why not. Words: `tickets:stage.<to>`. */
export interface OfferedStep {
  readonly to: Stage
  readonly status: TicketStatus
  readonly allowed: boolean
  readonly refusals: readonly Refusal[]
  readonly warnings: readonly StepWarning[]
}

/** Every other stage of the ticket's kind in order: those it may go to now, and the others with the reasons why not. */
export function offeredTransitions(
  ticket: Ticket,
  facts: ProcessFacts,
  actor: Actor,
): readonly OfferedStep[] {
  const current = stageOf(ticket)
  return stagesOf(ticket.kind)
    .filter((stage) => stage !== current)
    .map((to) => {
      const refusals = refusalsOf(ticket, to, facts, actor)
      const status = stageRule(ticket.kind, to)?.status ?? ticket.status
      return {
        to,
        status,
        allowed: refusals.length === 0,
        refusals,
        warnings: warningsOf(ticket, status, facts),
      }
    })
}

/** Everything against a step; one that does not lead anywhere from here has that one reason. */
export function refusalsOf(ticket: Ticket, to: Stage, facts: ProcessFacts, actor: Actor): readonly Refusal[] {
  if (!isStep(ticket, to)) {
    return [refuse('transition-not-allowed', 'status', { from: stageOf(ticket), to }).refusal]
  }
  const owner = refusedTo(actor, ticket, to)
  const known = { ...ticket, approval: facts.approval }
  const status = stageRule(ticket.kind, to)?.status
  const isEnd = (status === 'resolved' || status === 'closed') && to !== 'cancelled'
  const empty =
    isEnd && facts.missingFields.length > 0
      ? [refuse('custom-needed', 'custom', { names: facts.missingFields.join(', ') }).refusal]
      : []
  return [...(owner ? [owner] : []), ...missingFor(known, to), ...empty]
}

function warningsOf(ticket: Ticket, status: TicketStatus, { openTasks }: ProcessFacts): StepWarning[] {
  const isEnd = status === 'resolved' || status === 'closed'
  const isUnconfirmed = ticket.kind === 'request' && status === 'closed' && ticket.confirmedAt === ''
  return [
    ...(isEnd && openTasks > 0 ? [{ code: 'tasks-open', count: openTasks } as const] : []),
    ...(isUnconfirmed ? [{ code: 'not-confirmed', count: 1 } as const] : []),
  ]
}
