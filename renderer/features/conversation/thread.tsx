import { EmptyState } from '@mantine/core'
import { IconMessages, IconNote } from '@tabler/icons-react'
import { useCallback, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#shared/messages/schema.ts'
import { MessageCard } from './message-card.tsx'
import classes from './thread.module.css'

interface ThreadProps {
  readonly kind: 'conversation' | 'notes'
  readonly messages: readonly Message[]
  readonly waiting: ReadonlySet<string>
  readonly sentAt: ReadonlyMap<string, string>
  /** Begins a new reply with the text of a held one. */
  readonly onRewrite?: (message: Message) => void
  /** The composer below the messages. */
  readonly children: ReactNode
}

/** Messages in their order, the newest at the foot and in sight, the composer below. */
export function Thread({ kind, messages, waiting, sentAt, onRewrite, children }: ThreadProps) {
  const { t } = useTranslation('messages')
  const stayAtFoot = useStayAtFoot()
  const isConversation = kind === 'conversation'
  return (
    <div className={classes['thread']}>
      <div
        ref={stayAtFoot}
        className={classes['scroller']}
        tabIndex={0}
        role="region"
        aria-label={t(isConversation ? 'thread' : 'notesThread')}
      >
        {messages.length === 0 && (
          <EmptyState
            className={classes['empty'] ?? ''}
            icon={isConversation ? <IconMessages size={30} /> : <IconNote size={30} />}
            title={t(isConversation ? 'emptyThread' : 'emptyNotes')}
            description={t(isConversation ? 'emptyThreadBody' : 'emptyNotesBody')}
          />
        )}
        <ol className={classes['messages']}>
          {messages.map((message) => (
            <li key={message.id}>
              <MessageCard
                message={message}
                isWaiting={waiting.has(message.id)}
                sentAt={sentAt.get(message.id) ?? ''}
                onRewrite={onRewrite}
              />
            </li>
          ))}
        </ol>
      </div>
      {children}
    </div>
  )
}

/** Starts at the newest message and follows new ones, unless one has scrolled up to read. */
function useStayAtFoot(): (element: HTMLDivElement | null) => (() => void) | undefined {
  return useCallback((element) => {
    if (element === null) return undefined
    let isAtFoot = true
    const note = () => {
      isAtFoot = element.scrollHeight - element.scrollTop - element.clientHeight < 80
    }
    const follow = new ResizeObserver(() => {
      if (isAtFoot) element.scrollTop = element.scrollHeight
    })
    element.addEventListener('scroll', note, { passive: true })
    for (const part of [element, ...element.children]) follow.observe(part)
    return () => {
      element.removeEventListener('scroll', note)
      follow.disconnect()
    }
  }, [])
}
