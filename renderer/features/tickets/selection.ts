import { create } from 'zustand'
import type { Id } from '#shared/kernel/ids.ts'

interface SelectionStore {
  readonly ids: ReadonlySet<Id>
  /** Where a range begins: the row that was ticked last. */
  readonly anchor: Id
  toggle(id: Id): void
  /** Ticks everything from the anchor to this row, both included. */
  extendTo(id: Id, order: readonly Id[]): void
  take(ids: readonly Id[]): void
  clear(): void
}

/** The tickets ticked in the list; they stay ticked while one scrolls, narrows and sorts. */
export const useSelection = create<SelectionStore>()((set) => ({
  ids: new Set(),
  anchor: '',
  toggle: (id) =>
    set(({ ids }) => {
      const next = new Set(ids)
      if (!next.delete(id)) next.add(id)
      return { ids: next, anchor: id }
    }),
  extendTo: (id, order) =>
    set(({ ids, anchor }) => {
      const [from, to] = [order.indexOf(anchor), order.indexOf(id)]
      const range = from === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1)
      return { ids: new Set([...ids, ...range]), anchor: id }
    }),
  take: (ids) => set({ ids: new Set(ids) }),
  clear: () => set({ ids: new Set(), anchor: '' }),
}))
