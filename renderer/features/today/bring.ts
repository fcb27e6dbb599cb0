import type { Asset } from '#shared/assets/schema.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'

/** Something a ticket needs on site. */
export interface BringLine {
  /** The purchase or asset. */
  readonly id: Id
  readonly ticketId: Id
  readonly title: string
  readonly quantity: number
  /** Where a purchase stands, or what kind of asset it is. */
  readonly kind: 'purchase' | Asset['kind']
  /** Tag of an asset, order number of a purchase, '' for none. */
  readonly mark: string
}

/** What a day needs: what lies ready to be taken, and what has not arrived. */
export interface Bring {
  readonly ready: readonly BringLine[]
  readonly onTheWay: readonly BringLine[]
}

/** What hangs on one ticket. */
export interface Equipment {
  readonly ticketId: Id
  readonly purchases: readonly Item[]
  readonly assets: readonly Asset[]
}

/**
 * What to bring to these tickets, in their order: purchases that were received and assets in stock lie ready; what is
 * ordered is on its way. An asset two tickets name is taken once.
 */
export function whatToBring(equipment: readonly Equipment[]): Bring {
  const lines = equipment.flatMap(({ ticketId, purchases, assets }) => [
    ...purchases.map((item) => ({ isReady: readiness(item.state), line: purchaseLine(ticketId, item) })),
    ...assets.map((asset) => ({ isReady: readiness(asset.state), line: assetLine(ticketId, asset) })),
  ])
  const once = lines.filter(({ line }, at) => lines.findIndex((other) => other.line.id === line.id) === at)
  return {
    ready: once.filter(({ isReady }) => isReady === true).map(({ line }) => line),
    onTheWay: once.filter(({ isReady }) => isReady === false).map(({ line }) => line),
  }
}

/** Undefined where there is nothing to bring: a wish, or equipment that stands on site already. */
function readiness(state: string): boolean | undefined {
  if (state === 'received' || state === 'in-stock') return true
  return state === 'ordered' ? false : undefined
}

function purchaseLine(ticketId: Id, item: Item): BringLine {
  const { id, title, quantity, orderNumber } = item
  return { id, ticketId, title, quantity, kind: 'purchase', mark: orderNumber }
}

function assetLine(ticketId: Id, { id, name, kind, tag }: Asset): BringLine {
  return { id, ticketId, title: name, quantity: 1, kind, mark: tag }
}
