import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import { refuse, type Refusal, type Result } from '../kernel/result.ts'
import type { ApprovalSummary, Ticket } from '../tickets/schema.ts'
import { decisionId } from './decision-id.ts'
import { inOrder, positionAtEnd } from './position.ts'
import type { ApprovalState, Item, Verdict } from './schema.ts'
import { changedItem, createIn, newItem, type NewItem } from './write-item.ts'

/** What somebody gives to ask for an approval. `parentId`: the purchase it is about, '' for the ticket itself. */
export type ApprovalInput = Pick<Item, 'title' | 'approverIds'> &
  Partial<Pick<Item, 'note' | 'mode' | 'share' | 'step' | 'dueAt' | 'parentId'>>

/** Asks people to agree; `items` are those of the ticket. Refuses `title-empty`, `approvers-missing`. */
export function createApproval(
  ticket: Ticket,
  input: ApprovalInput,
  items: readonly Item[],
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const { step = 1, parentId = '' } = input
  const earlier = approvalsOf(items, parentId).filter((each) => each.step < step)
  const isTurn = earlier.every((each) => isPassed(stateOf(each, decisionsOn(each, items))))
  const fields = { ...input, title: input.title.trim(), approverIds: [...new Set(input.approverIds)].sort() }
  const position = positionAtEnd(approvalsOf(items, parentId))
  return newItem(
    ticket,
    { ...fields, kind: 'approval', state: isTurn ? 'asked' : 'waiting', position },
    deed,
    newId,
  )
}

/** An answer; `forWhom` is the approver in whose place it is given, by default the one the actor may decide for. */
export interface DecisionInput {
  readonly verdict: Exclude<Verdict, ''>
  readonly comment?: string
  readonly forWhom?: Id
}

/**
 * Decides on an approval. The decision gets the one id there is for this approver, so that of two given apart from each
 * other the first to arrive stands. Refuses `approval-waits`, `approval-settled`, `already-decided`,
 * `approval-not-yours`.
 */
export function decide(
  approval: Item,
  items: readonly Item[],
  { verdict, comment = '', forWhom }: DecisionInput,
  deed: Deed,
): Result<NewItem> {
  const refusal = refusedDecision(approval, items, deed.actor.personId)
  if (refusal) return { ok: false, refusal }
  const personId = forWhom ?? seatsFor(approval, items, deed.actor.personId)[0] ?? deed.actor.personId
  const fields: PatchOf<Item> = {
    ticketId: approval.ticketId,
    kind: 'decision',
    parentId: approval.id,
    state: '',
    verdict,
    note: comment.trim(),
    personId,
  }
  const asked = { ...approval, state: 'asked' }
  return createIn(asked, approval.scope, decisionId(approval.id, personId), fields, deed)
}

/** Why this person cannot decide on an approval now; undefined when they can. `items` are those of the ticket. */
export function refusedDecision(approval: Item, items: readonly Item[], personId: Id): Refusal | undefined {
  const state = approvalStates(items).get(approval.id) ?? approval.state
  if (state === 'waiting') return refuse('approval-waits', 'state').refusal
  if (state !== 'asked') return refuse('approval-settled', 'state').refusal
  if (seats(approval, personId).length === 0) return refuse('approval-not-yours', 'verdict').refusal
  return seatsFor(approval, items, personId).length === 0
    ? refuse('already-decided', 'verdict').refusal
    : undefined
}

/** Approvers for whom somebody may still decide: themselves, and who passed it on to them. */
export function seatsFor(approval: Item, items: readonly Item[], personId: Id): readonly Id[] {
  const given = new Set(decisionsOn(approval, items).map((decision) => decision.personId))
  return seats(approval, personId).filter((seat) => !given.has(seat))
}

function seats({ approverIds, delegations }: Item, personId: Id): readonly Id[] {
  return approverIds
    .filter((id) => id === personId || delegations.includes(`${id}>${personId}`))
    .toSorted((a, b) => Number(b === personId) - Number(a === personId))
}

/** Approvers who have not answered yet. */
export function openApprovers(approval: Item, items: readonly Item[]): readonly Id[] {
  const given = new Set(decisionsOn(approval, items).map(({ personId }) => personId))
  return approval.approverIds.filter((id) => !given.has(id))
}

/** Passes one's right to decide on to somebody else; both may decide then. Refuses `delegate-missing`. */
export function delegate(ticket: Ticket, approval: Item, toId: Id, deed: Deed): Result<PatchOf<Item>> {
  const { personId } = deed.actor
  if (toId === '' || toId === personId || approval.approverIds.includes(toId)) {
    return refuse('delegate-missing', 'delegations')
  }
  if (!approval.approverIds.includes(personId)) return refuse('approval-not-yours', 'delegations')
  return changedItem(ticket, approval, { delegations: { $add: [`${personId}>${toId}`] } }, deed)
}

/** Takes the question back. What was decided stays readable and counts for nothing. */
export function withdrawApproval(ticket: Ticket, approval: Item, deed: Deed): Result<PatchOf<Item>> {
  return changedItem(ticket, approval, { state: 'withdrawn' }, deed)
}

/** The living approvals about a ticket (`parentId` '') or one of its purchases, first steps first. */
export function approvalsOf(items: readonly Item[], parentId: Id = ''): readonly Item[] {
  const isMeant = (item: Item) =>
    item.kind === 'approval' && item.parentId === parentId && item.deletedAt === ''
  return inOrder(items.filter(isMeant)).toSorted((a, b) => a.step - b.step)
}

/** The decisions on an approval, in the order they were given. */
export function decisionsOn(approval: Pick<Item, 'id'>, items: readonly Item[]): readonly Item[] {
  return items
    .filter(
      ({ kind, parentId, deletedAt }) => kind === 'decision' && parentId === approval.id && deletedAt === '',
    )
    .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))
}

/** How many must agree. */
export function votesNeeded({
  mode,
  share,
  approverIds,
}: Pick<Item, 'mode' | 'share' | 'approverIds'>): number {
  const all = approverIds.length
  if (mode === 'one') return Math.min(1, all)
  return mode === 'all' ? all : Math.max(1, Math.ceil((all * share) / 100))
}

/** What the decisions on an approval come to, whichever order they arrive in, and whoever's turn it is. */
function stateOf(approval: Item, decisions: readonly Item[]): Exclude<ApprovalState, 'waiting'> {
  if (approval.state === 'withdrawn') return 'withdrawn'
  const votes = new Map(decisions.map(({ personId, verdict }) => [personId, verdict]))
  const counted = approval.approverIds.map((id) => votes.get(id))
  const needed = votesNeeded(approval)
  if (counted.filter((verdict) => verdict === 'yes').length >= needed) return 'approved'
  const possible = counted.filter((verdict) => verdict !== 'no').length
  return possible < needed ? 'rejected' : 'asked'
}

/** True for what keeps no later step waiting. */
function isPassed(state: ApprovalState): boolean {
  return state === 'approved' || state === 'withdrawn'
}

/**
 * Where each approval of a ticket stands, by its id, from the ticket's items alone: a step waits until those before it
 * are approved. Approvals about a purchase have steps of their own.
 */
export function approvalStates(items: readonly Item[]): ReadonlyMap<Id, ApprovalState> {
  const all = items.filter(({ kind, deletedAt }) => kind === 'approval' && deletedAt === '')
  const states = new Map<Id, ApprovalState>()
  for (const subject of Map.groupBy(all, ({ parentId }) => parentId).values()) {
    let isTurn = true
    const steps = Map.groupBy(subject, ({ step }) => step)
    for (const step of [...steps.keys()].toSorted((a, b) => a - b)) {
      const here = (steps.get(step) ?? []).map(
        (each) => [each.id, stateOf(each, decisionsOn(each, items))] as const,
      )
      for (const [id, state] of here) states.set(id, isTurn || state === 'withdrawn' ? state : 'waiting')
      isTurn &&= here.every(([, state]) => isPassed(state))
    }
  }
  return states
}

/** What the approvals of a ticket come to; those about its purchases are left out. */
export function approvalSummary(items: readonly Item[]): ApprovalSummary {
  const own = approvalsOf(items).map(({ id }) => id)
  const states = approvalStates(items)
  const live = own.map((id) => states.get(id)).filter((state) => state !== 'withdrawn')
  if (live.length === 0) return 'none'
  if (live.includes('rejected')) return 'rejected'
  return live.every((state) => state === 'approved') ? 'approved' : 'asked'
}
