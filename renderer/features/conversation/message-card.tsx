import { Anchor, Button } from '@mantine/core'
import {
  IconGitMerge,
  IconLock,
  IconMail,
  IconMailForward,
  IconMessageCircle,
  IconNote,
  IconRobot,
  IconWorld,
  type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { MailHtml } from '#renderer/ui/mail-html.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { DeliveryState } from './delivery-state.tsx'
import { HeldReply } from './held-reply.tsx'
import { MessageActions, type MessageActs } from './message-actions.tsx'
import { MessageText, useNamed } from './message-text.tsx'
import { useInlineImages } from './use-files.ts'
import classes from './message-card.module.css'

type Road = 'reply' | 'mail' | 'portal' | 'chat' | 'notePublic' | 'notePrivate'

const ROAD_ICONS: Readonly<Record<Road, Icon>> = {
  reply: IconMailForward,
  mail: IconMail,
  portal: IconWorld,
  chat: IconMessageCircle,
  notePublic: IconNote,
  notePrivate: IconLock,
}

function roadOf({ kind, visibility }: Message): Road {
  if (kind !== 'note') return kind
  return visibility === 'private' ? 'notePrivate' : 'notePublic'
}

interface MessageCardProps {
  readonly message: Message
  readonly isWaiting: boolean
  readonly sentAt: string
  /** The merged ticket it was said on; undefined for the one that is open. */
  readonly source: Ticket | undefined
  readonly acts: MessageActs | undefined
  readonly onOpenTicket: (id: Id) => void
}

/** One message: who, by which road, when, what, and how its sending goes. */
export function MessageCard({ message, isWaiting, sentAt, source, acts, onOpenTicket }: MessageCardProps) {
  const { t } = useTranslation(['messages', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const actor = useActor()
  const road = roadOf(message)
  const RoadIcon = ROAD_ICONS[road]
  const author = directory.personName(message.authorId) || message.authorName || t('common:unknownPerson')
  const side = message.visibility === 'private' ? 'private' : isFromDesk(message) ? 'desk' : 'requester'
  return (
    <article className={classes['card']} data-side={side} aria-label={`${t(`kind.${road}`)}: ${author}`}>
      <header className={classes['head']}>
        <PersonAvatar name={author} size={24} />
        <strong className={classes['author']}>
          {message.authorId === actor.personId ? `${author} (${t('common:you')})` : author}
        </strong>
        <span className={classes['road']}>
          <RoadIcon size={14} aria-hidden /> {t(`kind.${road}`)}
        </span>
        {message.automatic && (
          <span className={classes['road']}>
            <IconRobot size={14} aria-hidden /> {t('automatic')}
          </span>
        )}
        {source !== undefined && (
          <Anchor
            component="button"
            type="button"
            className={classes['road'] ?? ''}
            onClick={() => onOpenTicket(source.id)}
          >
            <IconGitMerge size={14} aria-hidden /> {t('fromMerged', { name: ticketName(source) })}
          </Anchor>
        )}
        {acts !== undefined && <MessageActions message={message} acts={acts} />}
        <time className={classes['time']} dateTime={message.at} title={dates.full(message.at)}>
          {dates.short(message.at)}{' '}
          {dates.short(message.at) === dates.time(message.at) ? '' : dates.time(message.at)}
        </time>
      </header>
      <Recipients message={message} />
      <MessageBody message={message} />
      <AttachmentList
        attachments={message.attachments.filter(({ contentId }) => contentId === '' || message.html === '')}
      />
      {message.kind === 'reply' && <DeliveryState message={message} isWaiting={isWaiting} sentAt={sentAt} />}
      {message.delivery === 'held' && <HeldReply message={message} onRewrite={acts?.rewrite} />}
    </article>
  )
}

function isFromDesk(message: Message): boolean {
  return message.kind === 'reply' || message.kind === 'note'
}

function Recipients({ message }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  if (message.cc.length + message.bcc.length === 0 && message.to.length < 2) return null
  return (
    <div className={classes['recipients']}>
      {message.to.length > 0 && <span>{t('to', { names: message.to.join(', ') })}</span>}
      {message.cc.length > 0 && <span>{t('cc', { names: message.cc.join(', ') })}</span>}
      {message.bcc.length > 0 && <span>{t('bcc', { names: message.bcc.join(', ') })}</span>}
    </div>
  )
}

function MessageBody({ message }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  const [isFull, setFull] = useState(false)
  const platform = usePlatform()
  const inlineImage = useInlineImages(message)
  const named = useNamed(message)
  const openLink = (url: string) => void platform.openExternal(url)
  return (
    <div className={classes['body']}>
      {isFull || message.html === '' ? (
        <div className={classes['text']}>{isFull ? message.fullText : <MessageText message={message} />}</div>
      ) : (
        <MailHtml html={message.html} inlineImage={inlineImage} openLink={openLink} mark={named} />
      )}
      {message.fullText !== '' && message.fullText !== message.text && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          mt={6}
          aria-expanded={isFull}
          onClick={() => setFull(!isFull)}
        >
          {t(isFull ? 'hideQuoted' : 'showQuoted')}
        </Button>
      )}
    </div>
  )
}
