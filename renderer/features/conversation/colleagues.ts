import { useMemo } from 'react'
import type { Person } from '#shared/people/schema.ts'
import { mayRead } from '#shared/policy/policy.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'

/** The other people of the desk who may read a ticket, by name. */
export function useColleagues(ticket: Ticket): readonly Person[] {
  const { staff } = useDirectory()
  const { personId } = useActor()
  return useMemo(() => {
    const buckets = ticketBuckets(ticket)
    return staff.filter(({ id, roles }) => {
      const reader = { personId: id, deviceId: '', roles }
      return id !== personId && mayRead(reader, 'tickets', buckets)
    })
  }, [staff, personId, ticket])
}
