import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Item, ItemKind } from '#shared/items/schema.ts'
import { useDocs } from '#renderer/replica/react.tsx'

/** The work on a ticket, apart by group; nothing that was removed. */
export interface TicketItems {
  readonly tasks: readonly Item[]
  readonly purchases: readonly Item[]
  /** What was used up in the work. */
  readonly parts: readonly Item[]
  readonly approvals: readonly Item[]
  readonly workLogs: readonly Item[]
}

const GROUPS: Readonly<Record<keyof TicketItems, readonly ItemKind[]>> = {
  tasks: ['task', 'step'],
  purchases: ['purchase'],
  parts: ['part'],
  approvals: ['approval', 'decision'],
  workLogs: ['work-log'],
}

/** Keeps the work on a ticket live. */
export function useTicketItems(ticketId: Id): TicketItems & { readonly isLoading: boolean } {
  const query = useMemo(() => ({ selector: { ticketId } }), [ticketId])
  const { docs, loading: isLoading } = useDocs('items', query)
  return useMemo(() => {
    const living = docs.filter((item) => item.deletedAt === '')
    const of = (group: keyof TicketItems) => living.filter(({ kind }) => GROUPS[group].includes(kind))
    return {
      isLoading,
      tasks: of('tasks'),
      purchases: of('purchases'),
      parts: of('parts'),
      approvals: of('approvals'),
      workLogs: of('workLogs'),
    }
  }, [docs, isLoading])
}
