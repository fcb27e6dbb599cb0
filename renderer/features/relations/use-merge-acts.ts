import { firstValueFrom } from 'rxjs'
import { v7 as uuidv7 } from 'uuid'
import { useTranslation } from 'react-i18next'
import { mergeTickets, unmergeTickets } from '#shared/acts/merge-tickets.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { Link } from '#shared/links/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'

/** Making one ticket of two, and two of one again. */
export interface MergeActs {
  merge(targetId: Id): Promise<void>
  unmerge(): Promise<void>
}

/** The acts that merge a ticket into another one and take that back; `links` are the ticket's. */
export function useMergeActs(ticket: Ticket, links: readonly Link[]): MergeActs {
  const { t } = useTranslation('relations')
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const deed = () => ({ actor, now: systemClock() })
  /** `before` is where the ticket returns to; without it, it opens again. */
  const unmerge = async (before?: Ticket) => {
    const source = await replica.get('tickets', ticket.id)
    if (source === undefined) return
    const target = await replica.get('tickets', source.mergedIntoId)
    const outgoing = replica.find('links', { selector: { fromId: source.id, deletedAt: '' } })
    const writes = unmergeTickets(source, target, await firstValueFrom(outgoing), deed(), before)
    if (writes.ok) await replica.write(writes.value)
    else showRefusal(writes.refusal)
  }
  return {
    async merge(targetId) {
      const target = await replica.get('tickets', targetId)
      if (target === undefined) return
      const notes = {
        onSource: t('merge.noteOnSource', { name: ticketName(target) }),
        onTarget: t('merge.noteOnTarget', { name: ticketName(ticket), title: ticket.title }),
      }
      const writes = mergeTickets(ticket, target, links, notes, deed(), uuidv7)
      if (!writes.ok) {
        showRefusal(writes.refusal)
        return
      }
      await replica.write(writes.value)
      showUndo(t('merge.done', { name: ticketName(target) }), () => void unmerge(ticket))
    },
    unmerge: () => unmerge(),
  }
}
