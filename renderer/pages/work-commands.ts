import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useTimer } from '#renderer/features/work/timer.ts'
import { useOfferCommands, type Command } from '#renderer/ui/commands.ts'
import { useReach } from '#renderer/ui/reach.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'
import type { TicketGroup } from './ticket-groups.tsx'

interface WorkCommandsInput {
  readonly ticket: Ticket
  readonly setGroup: (group: TicketGroup) => void
  readonly isReadOnly: boolean
}

/** What one begins in the groups of work: tasks, requests, approvals, and the timer with its key. */
export function useWorkCommands({ ticket, setGroup, isReadOnly }: WorkCommandsInput): void {
  const { t } = useTranslation('console')
  const ask = useReach((state) => state.ask)
  const { toggle } = useTimer()
  useShortcuts({ t: () => toggle(ticket.id) }, !isReadOnly)
  const commands = useMemo((): readonly Command[] => {
    if (isReadOnly) return []
    const group = t('palette.groupTicket')
    const begin = (to: TicketGroup, control: string) => () => {
      setGroup(to)
      ask(control)
    }
    return [
      { id: 'task', group, label: t('palette.task'), run: begin('tasks', 'task') },
      { id: 'purchase', group, label: t('palette.purchase'), run: begin('purchases', 'purchase') },
      { id: 'approval', group, label: t('palette.approval'), run: begin('approvals', 'approval') },
      { id: 'log-time', group, label: t('palette.logTime'), run: begin('work', 'work') },
      { id: 'timer', group, label: t('palette.timer'), keys: 'T', run: () => toggle(ticket.id) },
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the timer's acts never change
  }, [t, ask, setGroup, isReadOnly, ticket.id])
  useOfferCommands(commands)
}
