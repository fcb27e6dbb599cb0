import type { Actor } from '../../kernel/actor.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import { managesTicket } from '../../policy/policy.ts'
import type { Stage, Ticket } from '../schema.ts'
import { stageRule, type Need } from './stages.ts'

/** Everything that keeps this ticket, as it is filled in, out of a stage; empty when nothing does. */
export function missingFor(ticket: Ticket, to: Stage): readonly Refusal[] {
  const needs = stageRule(ticket.kind, to)?.needs ?? []
  return needs.flatMap((need) => missing(ticket, need) ?? [])
}

function missing(ticket: Ticket, need: Need): Refusal | undefined {
  switch (need) {
    case 'window':
      return ticket.plannedStart === '' || ticket.plannedEnd === ''
        ? refuse('window-missing', 'plannedStart').refusal
        : undefined
    case 'approved':
      if (ticket.kind === 'change' && ticket.changeType === 'standard') return openApproval(ticket)
      return ticket.approval === 'approved' ? undefined : refuse('approval-missing', 'approval').refusal
    case 'settled':
      return openApproval(ticket)
    default:
      return ticket[need].trim() === '' ? refuse('field-needed', need, { name: need }).refusal : undefined
  }
}

function openApproval({ approval }: Ticket): Refusal | undefined {
  if (approval === 'rejected') return refuse('approval-rejected', 'approval').refusal
  return approval === 'asked' ? refuse('approval-open', 'approval').refusal : undefined
}

/** Why this person may not take a ticket into a stage; undefined when they may. `ticket` is as it stands before. */
export function refusedTo(actor: Actor, ticket: Ticket, to: Stage): Refusal | undefined {
  if (actor.system === true || stageRule(ticket.kind, to)?.byOwner !== true) return undefined
  const isOwner = ticket.assigneeId === '' || [ticket.assigneeId, ticket.createdBy].includes(actor.personId)
  return isOwner || managesTicket(actor, ticket) ? undefined : refuse('not-your-ticket', 'status').refusal
}
