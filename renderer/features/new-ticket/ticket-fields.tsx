import { useTranslation } from 'react-i18next'
import { LEVELS, TICKET_KINDS } from '#shared/tickets/schema.ts'
import { matrixPriority } from '#shared/tickets/process.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { Picker, type Choice } from '#renderer/ui/picker.tsx'
import { KindIcon, PrioritySign } from '#renderer/ui/ticket-signs.tsx'
import { FORM_SOURCES, type NewTicketForm } from './new-ticket.ts'
import { RequiredFields } from './required-fields.tsx'
import classes from './new-ticket.module.css'

interface TicketFieldsProps {
  readonly form: NewTicketForm
  readonly onChange: (part: Partial<NewTicketForm>) => void
}

const KINDS = TICKET_KINDS.filter((kind) => kind !== 'release')

/** Kind, category, place, weight and hands: each with a good default. */
export function TicketFields(props: TicketFieldsProps) {
  const { t } = useTranslation('tickets')
  const { form } = props
  return (
    <div className={classes['fields']}>
      <KindFields {...props} />
      <PlaceFields {...props} />
      <WeightFields {...props} />
      <div className={classes['priority']}>
        <span className={classes['label']}>{t('field.priority')}</span>
        <PrioritySign priority={matrixPriority(form.impact, form.urgency)} />
      </div>
      <RequiredFields {...props} />
    </div>
  )
}

function KindFields({ form, onChange }: TicketFieldsProps) {
  const { t } = useTranslation('tickets')
  const kinds = KINDS.map((kind) => ({
    value: kind,
    label: t(`kind.${kind}`),
    icon: <KindIcon kind={kind} />,
  }))
  const sources = FORM_SOURCES.map((source) => ({ value: source, label: t(`source.${source}`) }))
  return (
    <>
      <Field
        label={t('field.kind')}
        value={form.kind}
        choices={kinds}
        onChange={(value) => onChange({ kind: KINDS.find((each) => each === value) ?? 'incident' })}
      />
      <Field
        label={t('create.source')}
        value={form.source}
        choices={sources}
        onChange={(value) => onChange({ source: FORM_SOURCES.find((each) => each === value) ?? 'phone' })}
      />
    </>
  )
}

function PlaceFields({ form, onChange }: TicketFieldsProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const settings = (kind: 'category' | 'site' | 'team'): readonly Choice[] => [
    { value: '', label: t('page.noValue') },
    ...directory.settings(kind).map((setting) => ({ value: setting.id, label: directory.nameOf(setting) })),
  ]
  const staff = [
    { value: '', label: t('page.unassigned') },
    ...directory.staff.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <Field
        label={t('field.categoryId')}
        value={form.categoryId}
        choices={settings('category')}
        onChange={(categoryId) => onChange({ categoryId })}
      />
      <Field
        label={t('field.siteId')}
        value={form.siteId}
        choices={settings('site')}
        onChange={(siteId) => onChange({ siteId })}
      />
      <Field
        label={t('field.teamId')}
        value={form.teamId}
        choices={settings('team')}
        onChange={(teamId) => onChange({ teamId })}
      />
      <Field
        label={t('field.assigneeId')}
        value={form.assigneeId}
        choices={staff}
        onChange={(assigneeId) => onChange({ assigneeId })}
      />
    </>
  )
}

function WeightFields({ form, onChange }: TicketFieldsProps) {
  const { t } = useTranslation('tickets')
  const level = (value: string) => LEVELS.find((each) => each === value) ?? 'medium'
  return (
    <>
      <Field
        label={t('field.impact')}
        value={form.impact}
        choices={LEVELS.map((each) => ({ value: each, label: t(`level.${each}`) }))}
        onChange={(value) => onChange({ impact: level(value) })}
      />
      <Field
        label={t('field.urgency')}
        value={form.urgency}
        choices={LEVELS.map((each) => ({ value: each, label: t(`urgencyLevel.${each}`) }))}
        onChange={(value) => onChange({ urgency: level(value) })}
      />
    </>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}

function Field({ label, value, choices, onChange }: FieldProps) {
  return (
    <div className={classes['field']}>
      <span className={classes['label']} aria-hidden>
        {label}
      </span>
      <Picker variant="button" label={label} value={value} choices={choices} onChange={onChange} />
    </div>
  )
}
