import { useTranslation } from 'react-i18next'
import { inOrder } from '#shared/items/position.ts'
import * as rules from '#shared/items/purchases.ts'
import type { Item, PurchaseState } from '#shared/items/schema.ts'
import { removeItem, restoreItem } from '#shared/items/tasks.ts'
import type { NewItem } from '#shared/items/write-item.ts'
import type { Deed } from '#shared/kernel/deed.ts'
import type { NewId } from '#shared/kernel/ids.ts'
import type { PatchOf } from '#shared/kernel/patch.ts'
import { refuse, type Refusal, type Result } from '#shared/kernel/result.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useItemWrites } from '#renderer/replica/item-writes.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import { CURRENCIES, readPrice } from '#renderer/ui/price.ts'

type Changeable = Pick<Item, 'title' | 'supplier' | 'orderNumber' | 'quantity' | 'unitPrice' | 'currency'>

/** Everything one can do to purchases; each answers `false` when it was refused, and the refusal is shown. */
export interface PurchaseActs {
  add(title: string): boolean
  change(item: Item, fields: PatchOf<Changeable>): boolean
  /** A whole number as typed. */
  setQuantity(item: Item, typed: string): boolean
  /** A price as typed, in the purchase's currency. */
  setPrice(item: Item, typed: string): boolean
  setState(item: Item, state: PurchaseState): void
  /** Why a purchase cannot go to a state; undefined when it can. */
  whyNot(item: Item, state: PurchaseState): Refusal | undefined
  /** Notes a part that was used up, or the purchase that was used. */
  notePart(title: string, purchase?: Item): boolean
  /** Removes it and offers to take that back. */
  remove(item: Item): void
}

/** The acts on the purchases of one ticket, in the name of the signed-in person. */
export function usePurchaseActs(ticket: Ticket, purchases: readonly Item[]): PurchaseActs {
  const { t } = useTranslation('purchases')
  const actor = useActor()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const { create, change, deed, newId } = useItemWrites(actor, showRefusal)
  const set = (item: Item, fields: PatchOf<Changeable>) =>
    change(item, rules.changePurchase(ticket, item, fields, deed()))
  const currency = inOrder(purchases).at(-1)?.currency || CURRENCIES[0]
  return {
    add: (title) => create(rules.createPurchase(ticket, { title, currency }, purchases, deed(), newId)),
    change: set,
    setQuantity: (item, typed) => {
      const quantity = Number(typed.replaceAll(/[\s\u00A0\u202F]/gu, ''))
      if (/^\d/u.test(typed) && Number.isInteger(quantity)) return set(item, { quantity })
      return change(item, refuse('quantity-wrong', 'quantity'))
    },
    setPrice: (item, typed) => {
      const unitPrice = readPrice(typed, item.currency)
      return unitPrice === undefined
        ? change(item, refuse('price-wrong', 'unitPrice'))
        : set(item, { unitPrice, currency: item.currency || CURRENCIES[0] })
    },
    setState: (item, state) => change(item, rules.movePurchase(ticket, item, state, deed())),
    whyNot: (item, state) =>
      rules.offeredPurchaseSteps(item, ticket, actor).find(({ to }) => to === state)?.refusal,
    notePart: (title, purchase) => create(partOf(ticket, title, purchase, deed(), newId)),
    remove: (item) => {
      if (!change(item, removeItem(ticket, item, deed()))) return
      showUndo(t('removed', { title: item.title }), () =>
        change(item, restoreItem(ticket, { ...item, deletedAt: deed().now }, deed())),
      )
    },
  }
}

/** A part of a purchase names it; its price stays with the purchase, where it is counted. */
function partOf(
  ticket: Ticket,
  title: string,
  purchase: Item | undefined,
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  if (purchase === undefined) return rules.usePart(ticket, { title }, deed, newId)
  const { id, quantity, assetId, supplier } = purchase
  return rules.usePart(ticket, { title, parentId: id, quantity, assetId, supplier }, deed, newId)
}
