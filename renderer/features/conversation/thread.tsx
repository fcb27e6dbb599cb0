import { EmptyState } from '@mantine/core'
import { IconMessages, IconNote } from '@tabler/icons-react'
import { useCallback, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { MessageActs } from './message-actions.tsx'
import { MessageCard } from './message-card.tsx'
import type { TicketMessages } from './messages.ts'
import classes from './thread.module.css'

interface ThreadProps {
  readonly kind: 'conversation' | 'notes'
  readonly messages: readonly Message[]
  readonly known: Pick<TicketMessages, 'waiting' | 'sentAt' | 'sources'>
  readonly acts: MessageActs | undefined
  readonly onOpenTicket: (id: Id) => void
  /** The composer below the messages. */
  readonly children: ReactNode
}

/** Messages in their order, the newest at the foot and in sight, the composer below. */
export function Thread({ kind, messages, known, acts, onOpenTicket, children }: ThreadProps) {
  const { waiting, sentAt, sources } = known
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
                source={sources.get(message.ticketId)}
                acts={acts}
                onOpenTicket={onOpenTicket}
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
