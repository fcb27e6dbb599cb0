import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useFieldWords } from '#renderer/ui/field-words.ts'
import { CustomValues } from './custom-values.tsx'
import { ProcessFields } from './process-fields.tsx'
import { Property } from '#renderer/ui/property.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './basic-panel.module.css'
import property from '#renderer/ui/property.module.css'

const DATES = [
  'createdAt',
  'updatedAt',
  'firstRespondedAt',
  'responseDueAt',
  'resolutionDueAt',
  'resolvedAt',
  'closedAt',
] as const

interface BasicPanelProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
}

/** The details behind the properties: what its process asks for, the desk's own fields, its origin and its dates. */
export function BasicPanel(props: BasicPanelProps) {
  return (
    <div className={classes['basic']}>
      <ProcessFields {...props} />
      <CustomValues {...props} />
      <Facts ticket={props.ticket} />
    </div>
  )
}

function Facts({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  const words = useFieldWords(useDirectory())
  const dates = useDates()
  const isLate = ticket.resolvedAt === '' && dates.isPast(ticket.resolutionDueAt)
  const facts = (['source', 'channelId', 'orgId', 'createdBy', 'label'] as const).filter(
    (field) => ticket[field] !== '',
  )
  return (
    <div className={classes['facts']}>
      {facts.map((field) => (
        <Property key={field} label={words.field(field)}>
          <span className={property['plain']}>{words.value(field, ticket[field])}</span>
        </Property>
      ))}
      {DATES.filter((field) => ticket[field] !== '').map((field) => (
        <Property key={field} label={words.field(field)}>
          <span className={property['plain']}>
            <time dateTime={ticket[field]}>{dates.full(ticket[field])}</time>
            {field === 'resolutionDueAt' && isLate && (
              <strong className={classes['late']}> {t('page.overdue')}</strong>
            )}
          </span>
        </Property>
      ))}
    </div>
  )
}
