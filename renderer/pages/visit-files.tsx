import { useTranslation } from 'react-i18next'
import { AttachmentList } from '#renderer/features/conversation/attachment-list.tsx'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import touch from '#renderer/ui/touch.module.css'
import classes from './visit-page.module.css'

/** Photos, signatures and other files of a ticket, the newest first. */
export function VisitFiles({ messages }: { readonly messages: TicketMessages }) {
  const { t } = useTranslation('today')
  const directory = useDirectory()
  const dates = useDates()
  const withFiles = [
    ...new Map([...messages.notes, ...messages.conversation].map((each) => [each.id, each])).values(),
  ]
    .filter(({ attachments }) => attachments.length > 0)
    .toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <section aria-label={t('visit.files')}>
      <h2 className={touch['heading']}>{t('visit.files')}</h2>
      {withFiles.length === 0 && <p className={touch['dim']}>{t('visit.noFiles')}</p>}
      {withFiles.map((message) => (
        <div key={message.id} className={classes['note']}>
          <span>{message.kind === 'note' ? message.text : directory.personName(message.authorId)}</span>
          <time className={touch['dim']} dateTime={message.at}>
            {dates.short(message.at)}
          </time>
          <AttachmentList attachments={message.attachments} />
        </div>
      ))}
    </section>
  )
}
