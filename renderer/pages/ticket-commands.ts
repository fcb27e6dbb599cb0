import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { offeredTransitions, type ProcessFacts } from '#shared/tickets/process/offered.ts'
import { PRIORITIES, type Ticket } from '#shared/tickets/schema.ts'
import type { TicketActs } from '#renderer/features/ticket/use-ticket-acts.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useOfferCommands, type Command } from '#renderer/ui/commands.ts'
import { useReach } from '#renderer/ui/reach.ts'
import { useShortcuts } from '#renderer/ui/shortcuts.ts'
import type { TicketGroup } from './ticket-groups.tsx'
import { useWorkCommands } from './work-commands.ts'

interface TicketCommandsInput {
  readonly ticket: Ticket
  readonly facts: ProcessFacts
  readonly acts: TicketActs
  readonly setGroup: (group: TicketGroup) => void
  readonly isReadOnly: boolean
  readonly onBack: () => void
  readonly onMove: (steps: number) => void
  readonly onResolve: () => void
  readonly onWriteArticle: () => void
}

/** The keys of an open ticket, and the same as commands of the palette. */
export function useTicketCommands(input: TicketCommandsInput): void {
  const { ticket, facts, acts, setGroup, isReadOnly, onBack, onMove, onResolve, onWriteArticle } = input
  const { t } = useTranslation(['console', 'tickets'])
  const actor = useActor()
  const { personId } = actor
  useWorkCommands({ ticket, setGroup, isReadOnly })
  const ask = useReach((state) => state.ask)
  const changes = useMemo(
    () => ({
      r: () => {
        setGroup('conversations')
        ask('reply')
      },
      n: () => {
        setGroup('notes')
        ask('note')
      },
      a: () => ask('assignee'),
      s: () => ask('status'),
      p: () => ask('priority'),
    }),
    [ask, setGroup],
  )
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
      command('article', t('palette.writeArticle'), onWriteArticle),
      command('assign', t('palette.assign'), changes.a, 'A'),
      command('assign-me', t('palette.assignToMe'), () => acts.assign({ assigneeId: personId })),
      command('status', t('palette.status'), changes.s, 'S'),
      ...offeredTransitions(ticket, facts, actor)
        .filter(({ allowed }) => allowed)
        .map(({ to }) =>
          command(`status-${to}`, t('palette.statusTo', { status: t(`tickets:stage.${to}`) }), () =>
            to === 'resolved' ? onResolve() : acts.moveTo(to, facts),
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
  }, [t, ticket, facts, actor, acts, changes, onResolve, onWriteArticle, personId, isReadOnly])
  useOfferCommands(commands)
}
