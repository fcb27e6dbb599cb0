import type { Actor } from '../kernel/actor.ts'
import type { WriteContext } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { managesTicket } from '../policy/policy.ts'
import { PURCHASE_STATES, type Item, type PurchaseState } from './schema.ts'

/** Where a purchase may go; being taken back is a step too. */
const STEPS: Readonly<Record<PurchaseState, readonly PurchaseState[]>> = {
  wished: ['asked', 'approved', 'ordered', 'cancelled'],
  asked: ['approved', 'wished', 'cancelled'],
  approved: ['ordered', 'wished', 'cancelled'],
  ordered: ['received', 'approved', 'cancelled'],
  received: ['ordered'],
  cancelled: ['wished'],
}

/** Entered only by managers, or because an approval says so. */
const BY_MANAGERS: readonly PurchaseState[] = ['approved']

/** A price has a currency, and a purchase goes from state to state as it may. */
export function checkPurchase(write: WriteContext<Item>): Refusal | undefined {
  const { before, after, actor, parent } = write
  if (after.unitPrice > 0 && after.currency === '') return refuse('currency-missing', 'currency').refusal
  if (after.kind === 'part') return undefined
  if (!isPurchaseState(after.state)) return refuse('invalid-value', 'state').refusal
  if (!before) return after.state === 'wished' ? undefined : refuse('state-not-allowed', 'state').refusal
  return before.state === after.state ? undefined : refusedPurchaseStep(before, after.state, actor, parent)
}

/** Why a purchase may not go to a state; undefined when it may. `ticket` is the one it belongs to. */
export function refusedPurchaseStep(
  before: Item,
  to: PurchaseState,
  actor: Actor,
  ticket: Doc | undefined,
): Refusal | undefined {
  if (!isPurchaseStep(before.state, to)) return refuse('state-not-allowed', 'state').refusal
  const skips = before.state === 'wished' && to === 'ordered'
  const isManagers = BY_MANAGERS.includes(to) ? before.state !== 'ordered' : skips
  if (!isManagers || actor.system === true || managesTicket(actor, ticket)) return undefined
  return refuse('purchase-needs-manager', 'state').refusal
}

/** True when a purchase may go from one state to another. */
export function isPurchaseStep(from: string, to: string): boolean {
  return isPurchaseState(from) && isPurchaseState(to) && STEPS[from].includes(to)
}

function isPurchaseState(state: string): state is PurchaseState {
  return (PURCHASE_STATES as readonly string[]).includes(state)
}
