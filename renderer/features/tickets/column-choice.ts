import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { FIRST_COLUMNS, readColumns, type Column } from './list-columns.ts'
import { sharedColumns } from './shared-views.ts'

interface ColumnStore {
  readonly columns: readonly Column[]
  /** Of shared views that this person wants to see otherwise than they were shared, by their ids. */
  readonly ofViews: Readonly<Record<Id, readonly Column[]>>
  choose(columns: readonly Column[]): void
  /** `undefined`: as it was shared. */
  chooseIn(view: Id, columns: readonly Column[] | undefined): void
}

/** The columns this person wants to see on this device; kept in the browser's storage. */
const useColumnStore = create<ColumnStore>()(
  persist(
    (set) => ({
      columns: FIRST_COLUMNS,
      ofViews: {},
      choose: (columns) => set({ columns }),
      chooseIn: (view, columns) =>
        set(({ ofViews: { [view]: _replaced, ...others } }) => ({
          ofViews: columns === undefined ? others : { ...others, [view]: columns },
        })),
    }),
    {
      name: 'satchel.columns',
      version: 1,
      partialize: ({ columns, ofViews }) => ({ columns, ofViews }),
      merge: (kept, current) => {
        const { columns, ofViews } = entriesOf(kept)
        const views = Object.entries(entriesOf(ofViews)).map(([view, each]) => [view, readColumns(each)])
        return { ...current, columns: readColumns(columns), ofViews: Object.fromEntries(views) }
      },
    },
  ),
)

function entriesOf(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null ? { ...kept } : {}
}

/** The columns of one list, and how to change them. */
interface ColumnChoice {
  readonly columns: readonly Column[]
  toggle(column: Column): void
  /** Back to the columns a shared view stands in. */
  reset(): void
}

/** A shared view's own columns unless this person changed them here; in other lists, those they chose for all. */
export function useColumnChoice(view: string): ColumnChoice {
  const shared = sharedColumns(useDirectory().setting(view))
  const everywhere = useColumnStore((state) => state.columns)
  const changed = useColumnStore((state) => state.ofViews[view])
  const choose = useColumnStore((state) => state.choose)
  const chooseIn = useColumnStore((state) => state.chooseIn)
  const columns = shared === undefined ? everywhere : (changed ?? shared)
  return {
    columns,
    toggle(column) {
      const isChosen = columns.includes(column)
      const next = isChosen ? columns.filter((each) => each !== column) : [...columns, column]
      if (shared === undefined) choose(next)
      else chooseIn(view, next)
    },
    reset: () => chooseIn(view, undefined),
  }
}
