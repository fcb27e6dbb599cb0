import { systemClock } from '#shared/kernel/time.ts'
import { assignTicket } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Gives a ticket that nobody has taken to the signed-in person, or shows the refusal. */
export function useTakeOver(): (ticket: Ticket) => void {
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  return (ticket) => {
    const taken = assignTicket(ticket, { assigneeId: actor.personId }, actor, systemClock())
    if (!taken.ok) showRefusal(taken.refusal)
    else void replica.write([{ collection: 'tickets', docId: ticket.id, op: 'change', patch: taken.value }])
  }
}
