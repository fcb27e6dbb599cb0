import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { PatchOf } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { ProcessFacts } from '#shared/tickets/process/offered.ts'
import * as rules from '#shared/tickets/rules.ts'
import type { StepOptions } from '#shared/tickets/rules.ts'
import { matrixPriority } from '#shared/tickets/process.ts'
import type { Level, PendingReason, Priority, Stage, Ticket, TicketStatus } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Everything one can do to a ticket: each asks its rule, then saves, or shows the refusal. */
export interface TicketActs {
  setStatus(
    status: TicketStatus,
    options?: { readonly pendingReason?: PendingReason; readonly resolution?: string },
  ): void
  /** Takes the ticket to a stage of its process. */
  moveTo(stage: Stage, facts: ProcessFacts, options?: StepOptions): void
  setPriority(priority: Priority): void
  followMatrix(): void
  setSeverity(severity: { readonly impact?: Level; readonly urgency?: Level }): void
  assign(to: { readonly assigneeId?: Id; readonly teamId?: Id }): void
  set(fields: PatchOf<Ticket>): void
}

/** The acts on one ticket in the name of the signed-in person. */
export function useTicketActs(ticket: Ticket): TicketActs {
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  return useMemo(() => {
    const save = (decided: Result<PatchOf<Ticket>>) => {
      if (!decided.ok) showRefusal(decided.refusal)
      else
        void replica.write([{ collection: 'tickets', docId: ticket.id, op: 'change', patch: decided.value }])
    }
    const set = (fields: PatchOf<Ticket>) => save(rules.changeFields(ticket, fields, actor, systemClock()))
    return {
      setStatus: (status, options = {}) =>
        save(rules.changeStatus(ticket, status, options, actor, systemClock())),
      moveTo: (stage, facts, options = {}) =>
        save(rules.moveTicket(ticket, stage, options, facts, actor, systemClock())),
      setPriority: (priority) => save(rules.changePriority(ticket, priority, actor, systemClock())),
      followMatrix: () =>
        set({ prioritySource: 'matrix', priority: matrixPriority(ticket.impact, ticket.urgency) }),
      setSeverity: (severity) => save(rules.changeSeverity(ticket, severity, actor, systemClock())),
      assign: (to) => save(rules.assignTicket(ticket, to, actor, systemClock())),
      set,
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- showRefusal only depends on the language
  }, [ticket, actor, replica])
}
