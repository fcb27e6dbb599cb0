import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDocs } from '#renderer/replica/react.tsx'

/** What people call these tickets, by id; '' for one that is not on this device. */
export function useTicketNames(ids: readonly Id[]): (id: Id) => string {
  const wanted = useMemo(() => [...new Set(ids)].filter((id) => id !== '').sort(), [ids])
  const query = useMemo(() => ({ selector: { id: { $in: wanted } } }), [wanted])
  const { docs } = useDocs('tickets', query)
  return useMemo(() => {
    const names = new Map(docs.map((ticket) => [ticket.id, ticketName(ticket)]))
    return (id) => names.get(id) ?? ''
  }, [docs])
}
