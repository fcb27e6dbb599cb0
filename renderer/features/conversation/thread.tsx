import { EmptyState } from '@mantine/core'
import { IconMessages, IconNote } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#shared/messages/schema.ts'
import { MessageCard } from './message-card.tsx'
import classes from './thread.module.css'

interface ThreadProps {
  readonly kind: 'conversation' | 'notes'
  readonly messages: readonly Message[]
  readonly waiting: ReadonlySet<string>
  readonly sentAt: ReadonlyMap<string, string>
  /** The composer below the messages. */
  readonly children: ReactNode
}

/** Messages in their order, the newest at the foot and in sight, the composer below. */
export function Thread({ kind, messages, waiting, sentAt, children }: ThreadProps) {
  const { t } = useTranslation('messages')
  const scroller = useRef<HTMLDivElement>(null)
  useStayAtFoot(scroller, messages.at(-1)?.id ?? '')
  const isConversation = kind === 'conversation'
  return (
    <div className={classes['thread']}>
      <div
        ref={scroller}
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
function useStayAtFoot(scroller: React.RefObject<HTMLDivElement | null>, lastId: string): void {
  const isAtFoot = useRef(true)
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const note = () => {
      isAtFoot.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80
    }
    element.addEventListener('scroll', note, { passive: true })
    const follow = new ResizeObserver(() => {
      if (isAtFoot.current) element.scrollTop = element.scrollHeight
    })
    follow.observe(element)
    const list = element.querySelector('ol')
    if (list) follow.observe(list)
    return () => {
      element.removeEventListener('scroll', note)
      follow.disconnect()
    }
  }, [scroller])
  useLayoutEffect(() => {
    const element = scroller.current
    if (element !== null && isAtFoot.current) element.scrollTop = element.scrollHeight
  }, [scroller, lastId])
}
