import { useMemo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { isTransition } from '#shared/tickets/process.ts'
import { PRIORITIES, TICKET_STATUSES, type Ticket } from '#shared/tickets/schema.ts'
import type { PropertyHandles } from '#renderer/features/ticket/properties-panel.tsx'
import type { TicketActs } from '#renderer/features/ticket/use-ticket-acts.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useOfferCommands, type Command } from '#renderer/ui/commands.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'

export type TicketTab = 'conversations' | 'notes' | 'activity' | 'basic'

/** The parts of the page a key or the palette leads to. */
export interface TicketControls extends PropertyHandles {
  readonly reply: RefObject<HTMLTextAreaElement | null>
  readonly note: RefObject<HTMLTextAreaElement | null>
}

interface TicketCommandsInput {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly controls: TicketControls
  readonly tab: TicketTab
  readonly setTab: (tab: TicketTab) => void
  readonly isReadOnly: boolean
  readonly onBack: () => void
  readonly onMove: (steps: number) => void
  readonly onResolve: () => void
}

/** The keys of an open ticket, and the same as commands of the palette. */
export function useTicketCommands(input: TicketCommandsInput): void {
  const { ticket, acts, controls, setTab, isReadOnly, onBack, onMove, onResolve } = input
  const { t } = useTranslation(['console', 'tickets'])
  const { personId } = useActor()
  const write = (tab: 'conversations' | 'notes', field: RefObject<HTMLTextAreaElement | null>) => {
    setTab(tab)
    // The field appears with its tab, after this event.
    setTimeout(() => field.current?.focus(), 30)
  }
  const open = (handle: PropertyHandles['status']) => setTimeout(() => handle.current?.open(), 0)
  const changes = {
    r: () => write('conversations', controls.reply),
    n: () => write('notes', controls.note),
    a: () => open(controls.assignee),
    s: () => open(controls.status),
    p: () => open(controls.priority),
  }
  useShortcuts({ j: () => onMove(1), k: () => onMove(-1), Escape: onBack, ...(isReadOnly ? {} : changes) })
  const commands = useMemo((): readonly Command[] => {
    if (isReadOnly) return []
    const group = t('palette.groupTicket')
    const command = (id: string, label: string, run: () => void, keys?: string): Command => ({
      id,
      group,
      label,
      run,
      ...(keys === undefined ? {} : { keys }),
    })
    return [
      command('reply', t('palette.reply'), changes.r, 'R'),
      command('note', t('palette.note'), changes.n, 'N'),
      command('assign', t('palette.assign'), changes.a, 'A'),
      command('assign-me', t('palette.assignToMe'), () => acts.assign({ assigneeId: personId })),
      command('status', t('palette.status'), changes.s, 'S'),
      ...TICKET_STATUSES.filter(
        (status) => status !== ticket.status && isTransition(ticket.status, status),
      ).map((status) =>
        command(`status-${status}`, t('palette.statusTo', { status: t(`tickets:status.${status}`) }), () =>
          status === 'resolved' ? onResolve() : acts.setStatus(status),
        ),
      ),
      command('priority', t('palette.priority'), changes.p, 'P'),
      ...PRIORITIES.filter((priority) => priority !== ticket.priority).map((priority) =>
        command(
          `priority-${priority}`,
          t('palette.priorityTo', { priority: t(`tickets:priority.${priority}`) }),
          () => acts.setPriority(priority),
        ),
      ),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the functions only reach for refs and setters
  }, [t, ticket, acts, personId, isReadOnly])
  useOfferCommands(commands)
}
