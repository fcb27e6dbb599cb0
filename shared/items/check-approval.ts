import type { Actor } from '../kernel/actor.ts'
import type { WriteContext } from '../kernel/collection.ts'
import { sameValue, valueAt } from '../kernel/patch.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { managesTicket } from '../policy/policy.ts'
import { decisionId } from './decision-id.ts'
import type { Item } from './schema.ts'

type Write = WriteContext<Item>

/**
 * A decision is given by who is asked, in their own name or by delegation, and stands. Its id follows from the approval
 * and the approver: there is one for each. Who was entitled when they decided offline still is, since approvers are
 * never taken away and delegations only grow; on an approval that was withdrawn meanwhile it counts for nothing.
 */
export function checkDecision({ before, after, actor, parent }: Write): Refusal | undefined {
  if (before) return refuse('evidence').refusal
  const approval = parent as unknown as Item | undefined
  const isAsked =
    approval?.kind === 'approval' &&
    approval.ticketId === after.ticketId &&
    approval.approverIds.includes(after.personId) &&
    after.id === decisionId(approval.id, after.personId)
  if (!isAsked || !mayDecideFor(approval, after.personId, actor)) {
    return refuse('approval-not-yours', 'verdict').refusal
  }
  if (approval.state === 'waiting') return refuse('approval-waits', 'verdict').refusal
  if (after.createdBy !== actor.personId) return refuse('author-forged', 'createdBy').refusal
  return after.verdict === '' ? refuse('invalid-value', 'verdict').refusal : undefined
}

function mayDecideFor({ delegations }: Item, approverId: string, { personId }: Actor): boolean {
  return approverId === personId || delegations.includes(`${approverId}>${personId}`)
}

/** What a person may still say of an approval: the rest follows from its decisions, or was asked once. */
const OPEN_FIELDS = ['delegations', 'state', 'position', 'dueAt']

/** It begins undecided and is withdrawn by who asked or a manager; a right to decide is passed on by who holds it. */
export function checkApproval({ before, after, actor, patch, parent }: Write): Refusal | undefined {
  const isPassedOn = after.delegations
    .filter((each) => !before?.delegations.includes(each))
    .every((each) => each.startsWith(`${actor.personId}>`))
  const isTaken = before?.delegations.some((each) => !after.delegations.includes(each)) === true
  if (!isPassedOn || isTaken) return refuse('approval-not-yours', 'delegations').refusal
  if (!before) {
    if (after.approverIds.length === 0) return refuse('approvers-missing', 'approverIds').refusal
    const isUndecided = after.state === 'waiting' || after.state === 'asked'
    return isUndecided ? undefined : refuse('approval-not-yours', 'state').refusal
  }
  const isChanged = (field: string) => !sameValue(valueAt(before, field), valueAt(after, field))
  const asked = Object.keys(patch).find((field) => isChanged(field) && !OPEN_FIELDS.includes(field))
  if (asked !== undefined) return refuse('approval-not-yours', asked).refusal
  if (before.state === after.state) return undefined
  const mayWithdraw = before.createdBy === actor.personId || managesTicket(actor, parent)
  const isAllowed = after.state === 'withdrawn' && mayWithdraw
  return isAllowed ? undefined : refuse('approval-not-yours', 'state').refusal
}
