import { useTranslation } from 'react-i18next'
import { customFields, fieldsOn, type CustomField } from '#shared/settings/custom-fields.ts'
import { stageOf } from '#shared/tickets/process/stages.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { NO_VALUE, useFieldWords } from '#renderer/ui/field-words.ts'
import { PROCESS_TEXTS } from './print-choice.ts'
import { PrintFacts, PrintPart, PrintText, type Fact } from './print-part.tsx'

/** What stands in the basic part besides the status, in its order. */
const FIELDS = [
  'priority',
  'impact',
  'urgency',
  'categoryId',
  'tags',
  'requesterId',
  'assigneeId',
  'teamId',
  'watcherIds',
  'orgId',
  'siteId',
  'locationId',
  'departmentId',
  'source',
  'createdAt',
  'updatedAt',
  'firstRespondedAt',
  'responseDueAt',
  'resolutionDueAt',
  'resolvedAt',
  'closedAt',
] as const

/** What a ticket is, whose it is, where and when; what the desk asks for besides. */
export function PrintBasic({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const words = useFieldWords(directory)
  const custom = useCustomFacts(ticket)
  const stage = stageOf(ticket)
  const status =
    stage === 'pending' && ticket.pendingReason !== ''
      ? t('pendingOn', { reason: t(`pendingReason.${ticket.pendingReason}`) })
      : t(`stage.${stage}`)
  const facts = FIELDS.map((field) => ({
    label: words.field(field),
    value: orNothing(words.value(field, ticket[field])),
  }))
  return (
    <PrintPart title={t('page.basic')}>
      <PrintFacts
        facts={[
          { label: words.field('kind'), value: t(`kind.${ticket.kind}`) },
          { label: words.field('status'), value: status },
          ...facts,
          ...custom,
        ]}
      />
    </PrintPart>
  )
}

/** The plans of a ticket's process and what came of it. */
export function PrintProcess({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation(['print', 'tickets'])
  const dates = useDates()
  const { changeType, risk, plannedStart, plannedEnd } = ticket
  const isChange = ticket.kind === 'change'
  const facts: readonly Fact[] = [
    { label: t('tickets:field.changeType'), value: isChange ? t(`tickets:changeType.${changeType}`) : '' },
    { label: t('tickets:field.risk'), value: risk === '' ? '' : t(`tickets:risk.${risk}`) },
    { label: t('tickets:field.plannedStart'), value: dates.full(plannedStart) },
    { label: t('tickets:field.plannedEnd'), value: dates.full(plannedEnd) },
  ]
  return (
    <PrintPart title={t('process')}>
      <PrintFacts facts={facts} />
      {PROCESS_TEXTS.filter((field) => ticket[field] !== '').map((field) => (
        <section key={field}>
          <h3>{t(`tickets:field.${field}`)}</h3>
          <PrintText text={ticket[field]} />
        </section>
      ))}
    </PrintPart>
  )
}

function orNothing(words: string): string {
  return words === NO_VALUE ? '' : words
}

/** The desk's own fields of this ticket in words. */
function useCustomFacts(ticket: Ticket): readonly Fact[] {
  const { t, i18n } = useTranslation('common')
  const directory = useDirectory()
  const dates = useDates()
  const value = ({ setting, data }: CustomField): string => {
    const given = ticket.custom[setting.id]
    if (given === undefined || given === '') return ''
    switch (data.type) {
      case 'yes-no':
        return t(given === true ? 'yes' : 'no')
      case 'choice': {
        const option = data.options?.find(({ id }) => id === given)
        return option?.names?.[i18n.language] ?? option?.name ?? ''
      }
      case 'person':
        return directory.personName(String(given))
      case 'date':
        return dates.weekday(String(given))
      default:
        return typeof given === 'number' ? given.toLocaleString(i18n.language) : String(given)
    }
  }
  return fieldsOn(customFields(directory.settings('custom-field')), ticket).map((field) => ({
    label: directory.nameOf(field.setting),
    value: value(field),
  }))
}
