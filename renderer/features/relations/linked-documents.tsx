import { useTranslation } from 'react-i18next'
import { relationsOf } from '#shared/links/rules.ts'
import type { Link } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useFileSize } from '#renderer/ui/file-size.ts'
import classes from './equipment.module.css'

interface LinkedDocumentsProps {
  readonly ticket: Ticket
  readonly links: readonly Link[]
}

/** Invoices, warranties, contracts and other files that belong to the ticket. */
export function LinkedDocuments({ ticket, links }: LinkedDocumentsProps) {
  const { t } = useTranslation('equipment')
  const fileSize = useFileSize()
  const dates = useDates()
  const linked = relationsOf(links, ticket.id).flatMap(({ collection, id }) =>
    collection === 'documents' ? [id] : [],
  )
  const { docs } = useDocs('documents', {
    selector: { $or: [{ ticketId: ticket.id }, { id: { $in: linked } }], deletedAt: '' },
  })
  if (docs.length === 0) return null
  return (
    <section aria-label={t('documents')}>
      <h3 className={classes['heading']}>{t('documents')}</h3>
      <ul className={classes['list']}>
        {docs.map((file) => (
          <li key={file.id} className={classes['row']}>
            <span className={classes['name']}>
              <strong>{file.name}</strong>
              <span className={classes['dim']}>{t(`documentKind.${file.kind}`)}</span>
            </span>
            <span className={classes['dim']}>{fileSize(file.size)}</span>
            <time className={classes['dim']} dateTime={file.createdAt}>
              {dates.short(file.createdAt)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
