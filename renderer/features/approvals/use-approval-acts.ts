import * as rules from '#shared/items/approvals.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useItemWrites } from '#renderer/replica/item-writes.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Everything one can do about approvals; each answers `false` when it was refused, and the refusal is shown. */
export interface ApprovalActs {
  ask(input: rules.ApprovalInput): boolean
  decide(approval: Item, answer: rules.DecisionInput): boolean
  /** Why the signed-in person cannot decide now; undefined when they can. */
  whyNot(approval: Item): Refusal | undefined
  /** Approvers in whose place the signed-in person may still decide, themselves first. */
  seats(approval: Item): readonly Id[]
  delegate(approval: Item, toId: Id): boolean
  withdraw(approval: Item): boolean
  /** Whether the signed-in person may take the question back. */
  mayWithdraw(approval: Item): boolean
}

/** The acts on the approvals of one ticket, in the name of the signed-in person; `items` hold its approvals and decisions. */
export function useApprovalActs(ticket: Ticket, items: readonly Item[]): ApprovalActs {
  const actor = useActor()
  const { showRefusal } = useRefusals()
  const { create, change, deed, newId } = useItemWrites(actor, showRefusal)
  // An approval the server has not seen yet lies where its ticket lies.
  const placed = (approval: Item): Item => ({ ...approval, scope: ticketBuckets(ticket) })
  return {
    ask: (input) => create(rules.createApproval(ticket, input, items, deed(), newId)),
    decide: (approval, answer) => create(rules.decide(placed(approval), items, answer, deed())),
    whyNot: (approval) => rules.refusedDecision(approval, items, actor.personId),
    seats: (approval) => rules.seatsFor(approval, items, actor.personId),
    delegate: (approval, toId) => change(approval, rules.delegate(ticket, approval, toId, deed())),
    mayWithdraw: (approval) => rules.withdrawApproval(ticket, approval, deed()).ok,
    withdraw: (approval) => change(approval, rules.withdrawApproval(ticket, approval, deed())),
  }
}
