import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { useCount, useDocs } from '#renderer/replica/react.tsx'
import { SORTED_IN_MEMORY, type TicketQuery } from './list-query.ts'
import type { TicketList } from './use-ticket-list.ts'

/** The tickets somebody asked for: what is still open first, then the newest change. */
export function useRequesterTickets(personId: Id): TicketList {
  const query = useMemo(
    (): TicketQuery => ({
      selector: { requesterId: personId, deletedAt: '' },
      sort: [{ requesterId: 'asc' }, { updatedDesc: 'asc' }],
    }),
    [personId],
  )
  const { docs, loading } = useDocs('tickets', { ...query, limit: SORTED_IN_MEMORY })
  const total = useCount('tickets', query)
  const rows = useMemo(
    () => docs.toSorted((a, b) => Number(a.openState === 'closed') - Number(b.openState === 'closed')),
    [docs],
  )
  return { rows: loading ? undefined : rows, total, isCut: false, loadMore: () => undefined }
}
