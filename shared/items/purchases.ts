import type { Deed } from '../kernel/deed.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Doc } from '../kernel/fields.ts'
import type { NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import type { Refusal, Result } from '../kernel/result.ts'
import type { Ticket } from '../tickets/schema.ts'
import { refusedPurchaseStep } from './check-purchase.ts'
import { positionAtEnd } from './position.ts'
import { PURCHASE_STATES, type Item, type PurchaseState } from './schema.ts'
import { changedItem, newItem, type NewItem } from './write-item.ts'

/** Fields of something to buy, or of a part that was used up. Prices in minor units of the currency. */
type PurchaseFields = Pick<
  Item,
  | 'title'
  | 'note'
  | 'supplier'
  | 'orderNumber'
  | 'quantity'
  | 'unitPrice'
  | 'currency'
  | 'assetId'
  | 'assigneeId'
  | 'dueAt'
>
export type PurchaseInput = Pick<Item, 'title'> & Partial<PurchaseFields>

/** A purchase somebody wishes for. Refuses `title-empty`, `currency-missing`. */
export function createPurchase(
  ticket: Ticket,
  input: PurchaseInput,
  siblings: readonly Item[],
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const fields = { ...input, title: input.title.trim(), position: positionAtEnd(siblings) }
  return newItem(ticket, { ...fields, kind: 'purchase', state: 'wished' }, deed, newId)
}

/**
 * Something that was used up in the work; `parentId` names the purchase it comes from. Refuses `title-empty`,
 * `currency-missing`.
 */
export function usePart(
  ticket: Ticket,
  input: PurchaseInput & Partial<Pick<Item, 'parentId'>>,
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  return newItem(ticket, { ...input, title: input.title.trim(), kind: 'part', state: '' }, deed, newId)
}

/** Changes what is bought, from whom or for how much. */
export function changePurchase(
  ticket: Ticket,
  item: Item,
  fields: PatchOf<PurchaseFields>,
  deed: Deed,
): Result<PatchOf<Item>> {
  return changedItem(ticket, item, fields, deed)
}

/** Takes a purchase to another state. Refuses `state-not-allowed`, `purchase-needs-manager`. */
export function movePurchase(
  ticket: Ticket,
  item: Item,
  state: PurchaseState,
  deed: Deed,
  fields: PatchOf<Pick<Item, 'orderNumber' | 'dueAt'>> = {},
): Result<PatchOf<Item>> {
  const isReceived = state === 'received'
  const doneAt = isReceived ? deed.now : ''
  const doneBy = isReceived ? deed.actor.personId : ''
  return changedItem(ticket, item, { ...fields, state, doneAt, doneBy }, deed)
}

/** The states of purchases in order, each allowed from here or with the reason why not. */
export function offeredPurchaseSteps(
  item: Item,
  ticket: Ticket,
  actor: Actor,
): readonly { readonly to: PurchaseState; readonly refusal: Refusal | undefined }[] {
  return PURCHASE_STATES.filter((state) => state !== item.state).map((to) => ({
    to,
    refusal: refusedPurchaseStep(item, to, actor, ticket as unknown as Doc),
  }))
}

/** Price of all, in minor units. */
export function purchasePrice({ quantity, unitPrice }: Pick<Item, 'quantity' | 'unitPrice'>): number {
  return quantity * unitPrice
}

/** What purchases and parts come to in one currency, in minor units; `ordered` holds what was ordered or received. */
export interface PurchaseTotal {
  readonly currency: string
  readonly total: number
  readonly ordered: number
}

/** Totals of purchases and parts by currency, in alphabetical order; what was cancelled or has no price counts for nothing. */
export function purchaseTotals(items: readonly Item[]): readonly PurchaseTotal[] {
  const counted = items.filter(
    (item) =>
      (item.kind === 'purchase' || item.kind === 'part') &&
      item.deletedAt === '' &&
      item.state !== 'cancelled' &&
      item.currency !== '',
  )
  const isOrdered = ({ kind, state }: Item) => kind === 'part' || state === 'ordered' || state === 'received'
  const sum = (list: readonly Item[]) => list.reduce((total, item) => total + purchasePrice(item), 0)
  return [...Map.groupBy(counted, ({ currency }) => currency)]
    .map(([currency, list]) => ({ currency, total: sum(list), ordered: sum(list.filter(isOrdered)) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}
