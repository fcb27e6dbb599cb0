import { createContext, use, type ReactNode } from 'react'
import type { Id } from '#shared/kernel/ids.ts'

/** What a page adds behind the title of each ticket in its list. */
export type RowMark = (ticketId: Id) => ReactNode

/** Gives the rows below it their mark. The function must stay the same. */
export const RowMarkContext = createContext<RowMark>(() => null)

/** What stands behind a ticket's title. */
export function useRowMark(ticketId: Id): ReactNode {
  return use(RowMarkContext)(ticketId)
}
