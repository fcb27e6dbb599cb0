import { ActionIcon } from '@mantine/core'
import { IconArrowsSplit2, IconBlockquote, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#shared/messages/schema.ts'
import classes from './message-card.module.css'

/** What may be done with a message; absent where nothing can be written. */
export interface MessageActs {
  /** Begins a new reply with the text of a held one. */
  rewrite?(message: Message): void
  /** Puts its words into what is being written. */
  quote(message: Message): void
  /** Makes a ticket of its own of it. */
  split(message: Message): void
}

interface MessageActionsProps {
  readonly message: Message
  readonly acts: MessageActs
}

/** The acts of a message as small buttons, in sight while the message is pointed at or has the focus. */
export function MessageActions({ message, acts }: MessageActionsProps) {
  const { t } = useTranslation('messages')
  return (
    <span className={classes['actions']}>
      {message.text !== '' && (
        <Act label={t('quote.button')} icon={IconBlockquote} onClick={() => acts.quote(message)} />
      )}
      <Act label={t('split.button')} icon={IconArrowsSplit2} onClick={() => acts.split(message)} />
    </span>
  )
}

interface ActProps {
  readonly label: string
  readonly icon: Icon
  readonly onClick: () => void
}

function Act({ label, icon: Shape, onClick }: ActProps) {
  return (
    <ActionIcon
      data-hint={label}
      size={24}
      variant="subtle"
      color="gray"
      aria-label={label}
      onClick={onClick}
    >
      <Shape size={15} aria-hidden />
    </ActionIcon>
  )
}
