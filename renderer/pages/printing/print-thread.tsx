import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { LogEntry } from '#renderer/features/activity/entries.ts'
import { useLog } from '#renderer/features/activity/use-log.ts'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useFileSize } from '#renderer/ui/file-size.ts'
import { PrintPart, PrintText } from './print-part.tsx'
import classes from './print.module.css'

interface PrintThreadProps {
  readonly messages: readonly Message[]
  readonly known: Pick<TicketMessages, 'waiting' | 'sources'>
}

/** What was said, in its order; a private note says on paper that it is one. */
export function PrintThread({ messages, known }: PrintThreadProps) {
  const { t } = useTranslation('tickets')
  return (
    <PrintPart title={t('page.conversations')}>
      {messages.map((message) => (
        <PrintedMessage key={message.id} message={message} known={known} />
      ))}
    </PrintPart>
  )
}

interface PrintedMessageProps {
  readonly message: Message
  readonly known: PrintThreadProps['known']
}

function PrintedMessage({ message, known }: PrintedMessageProps) {
  const { t } = useTranslation(['print', 'messages', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const fileSize = useFileSize()
  const { kind, visibility, to, cc, bcc, attachments } = message
  const author = directory.personName(message.authorId) || message.authorName || t('common:unknownPerson')
  const source = known.sources.get(message.ticketId)
  const road =
    kind === 'note'
      ? visibility === 'private'
        ? t('privateNote')
        : t('messages:kind.notePublic')
      : t(`messages:kind.${kind}`)
  const signs = [
    road,
    ...(message.automatic ? [t('messages:automatic')] : []),
    ...(source === undefined ? [] : [t('messages:fromMerged', { name: ticketName(source) })]),
    ...(to.length > 0 && kind !== 'note' ? [t('messages:to', { names: to.join(', ') })] : []),
    ...(cc.length > 0 ? [t('messages:cc', { names: cc.join(', ') })] : []),
    ...(bcc.length > 0 ? [t('messages:bcc', { names: bcc.join(', ') })] : []),
  ]
  const files = attachments.map(({ name, size }) => `${name} (${fileSize(size)})`)
  const unsent = unsentWord(message, known.waiting.has(message.id))
  return (
    <article className={classes['message']} data-private={visibility === 'private' || undefined}>
      <header>
        <strong>{author}</strong>
        <time dateTime={message.at}>{dates.full(message.at)}</time>
      </header>
      <p className={classes['quiet']}>{signs.join(' · ')}</p>
      {unsent !== undefined && (
        <p className={classes['quiet']}>
          <strong>{t(`messages:delivery.${unsent}`, { error: message.deliveryError })}</strong>
        </p>
      )}
      <PrintText text={message.text} />
      {files.length > 0 && <p className={classes['quiet']}>{t('attached', { files: files.join(', ') })}</p>}
    </article>
  )
}

/** What keeps a reply from having been read; undefined when it went out. */
function unsentWord({ kind, delivery }: Message, isWaiting: boolean) {
  if (kind !== 'reply') return undefined
  if (isWaiting) return 'waiting'
  return delivery === 'none' || delivery === 'sent' ? undefined : delivery
}

interface PrintLogProps {
  readonly ticketId: Id
  readonly entries: readonly LogEntry[]
}

/** Everything that happened, oldest first as one reads on paper. */
export function PrintLog({ ticketId, entries }: PrintLogProps) {
  const { t } = useTranslation(['activity', 'tickets', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const { words } = useLog(ticketId)
  return (
    <PrintPart title={t('tickets:page.activity')}>
      <ol className={classes['log']}>
        {entries.toReversed().map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at}>{dates.full(entry.at)}</time>
            <div>
              <strong>{directory.personName(entry.actorId) || t('common:theSystem')}</strong>{' '}
              {words.sentence(entry)}
              {entry.isWaiting && ` (${t('waiting')})`}
              <ul>
                {words.lines(entry).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
    </PrintPart>
  )
}
