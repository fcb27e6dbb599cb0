import { useMemo } from 'react'
import { approvalSummary } from '#shared/items/approvals.ts'
import { openTasks } from '#shared/items/tasks.ts'
import { customFields, missingFields } from '#shared/settings/custom-fields.ts'
import type { ProcessFacts } from '#shared/tickets/process/offered.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useTicketItems } from './use-ticket-items.ts'

/** What hangs on a ticket and decides where its process may go, as this device knows it. */
export function useProcessFacts(ticket: Ticket): ProcessFacts {
  const { approvals, tasks } = useTicketItems(ticket.id)
  const directory = useDirectory()
  return useMemo(
    () => ({
      approval: approvalSummary(approvals),
      openTasks: openTasks(tasks),
      missingFields: missingFields(
        customFields(directory.settings('custom-field')),
        ticket,
        directory.nameOf,
      ),
    }),
    [approvals, tasks, directory, ticket],
  )
}
