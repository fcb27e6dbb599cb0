import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferCommands, type Command } from '#renderer/ui/commands.ts'
import { useReach } from '#renderer/ui/reach.ts'
import type { TicketGroup } from './ticket-groups.tsx'

interface WritingCommandsInput {
  readonly group: TicketGroup
  readonly setGroup: (group: TicketGroup) => void
  readonly isReadOnly: boolean
}

/** What can be put into a message: into the note where one is being written, else into the reply. */
export function useWritingCommands({ group, setGroup, isReadOnly }: WritingCommandsInput): void {
  const { t } = useTranslation(['console', 'messages'])
  const ask = useReach((state) => state.ask)
  const commands = useMemo((): readonly Command[] => {
    if (isReadOnly) return []
    const into = (control: string) => () => {
      setGroup(group === 'notes' ? 'notes' : 'conversations')
      ask(control)
    }
    const section = t('palette.groupTicket')
    return [
      { id: 'insert-reply', group: section, label: t('messages:insert.reply'), run: into('insert-reply') },
      {
        id: 'insert-article',
        group: section,
        label: t('messages:insert.article'),
        run: into('insert-article'),
      },
    ]
  }, [t, ask, group, setGroup, isReadOnly])
  useOfferCommands(commands)
}
