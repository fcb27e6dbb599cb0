import { IconArrowsSplit2, IconBlockquote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#shared/messages/schema.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
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
        <IconButton
          size={24}
          iconSize={15}
          label={t('quote.button')}
          icon={IconBlockquote}
          onClick={() => acts.quote(message)}
        />
      )}
      <IconButton
        size={24}
        iconSize={15}
        label={t('split.button')}
        icon={IconArrowsSplit2}
        onClick={() => acts.split(message)}
      />
    </span>
  )
}
