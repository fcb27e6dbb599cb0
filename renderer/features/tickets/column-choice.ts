import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { FIRST_COLUMNS, readColumns, type Column } from './list-columns.ts'

interface ColumnChoice {
  readonly columns: readonly Column[]
  toggle(column: Column): void
}

/** The columns this person wants to see on this device; kept in the browser's storage. */
export const useColumnChoice = create<ColumnChoice>()(
  persist(
    (set) => ({
      columns: FIRST_COLUMNS,
      toggle: (column) =>
        set(({ columns }) => ({
          columns: columns.includes(column)
            ? columns.filter((each) => each !== column)
            : [...columns, column],
        })),
    }),
    {
      name: 'satchel.columns',
      version: 1,
      partialize: ({ columns }) => ({ columns }),
      merge: (kept, current) => ({ ...current, columns: readColumns(columnsIn(kept)) }),
    },
  ),
)

function columnsIn(kept: unknown): unknown {
  return typeof kept === 'object' && kept !== null && 'columns' in kept ? kept.columns : undefined
}
