import { create } from 'zustand'
import type { Id } from '#shared/kernel/ids.ts'

interface ListCursor {
  /** The rows of the list as last shown, in its order, so that a ticket knows its neighbours. */
  order(): readonly Id[]
  /** The row the keyboard is on, '' for none. */
  readonly at: Id
  show(rows: readonly { readonly id: Id }[]): void
  moveTo(id: Id): void
}

/** Where the keyboard stands in the list; shared by the list and the open ticket. */
export const useListCursor = create<ListCursor>()((set) => ({
  order: () => [],
  at: '',
  show: (rows) => set({ order: idsOf(rows) }),
  moveTo: (at) => set({ at }),
}))

/** The ids once somebody asks for them: a list may be long, and most are only looked at. */
function idsOf(rows: readonly { readonly id: Id }[]): () => readonly Id[] {
  let ids: readonly Id[] | undefined
  return () => (ids ??= rows.map(({ id }) => id))
}

/** The row `steps` further down (up when negative), held at both ends; the first when the cursor is nowhere. */
export function neighbour(order: readonly Id[], at: Id, steps: number): Id | undefined {
  const index = order.indexOf(at)
  if (index === -1) return order[0]
  return order[Math.min(order.length - 1, Math.max(0, index + steps))]
}
