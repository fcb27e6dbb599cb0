import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANGE_TYPES, RISKS, type Ticket } from '#shared/tickets/schema.ts'
import { fromLocalField, toLocalField } from '#renderer/ui/local-time.ts'
import { Property, PropertyPicker } from '#renderer/ui/property.tsx'
import { EditableText } from './editable-text.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './basic-panel.module.css'

interface ProcessFieldsProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
}

/** What the process of a ticket's kind asks for: plans and window of a change or release, causes of a problem, a visit. */
export function ProcessFields(props: ProcessFieldsProps) {
  const { kind } = props.ticket
  const isPlanned = kind === 'change' || kind === 'release'
  return (
    <>
      {isPlanned ? <Planning {...props} /> : <Visit {...props} />}
      <Texts {...props} fields={TEXTS[kind] ?? ['resolution']} />
    </>
  )
}

type TextField =
  | 'plan'
  | 'rollbackPlan'
  | 'testPlan'
  | 'reviewNotes'
  | 'rootCause'
  | 'workaround'
  | 'resolution'

const TEXTS: Readonly<Partial<Record<Ticket['kind'], readonly TextField[]>>> = {
  problem: ['rootCause', 'workaround', 'resolution'],
  change: ['plan', 'rollbackPlan', 'testPlan', 'reviewNotes'],
  release: ['plan', 'rollbackPlan', 'testPlan', 'reviewNotes'],
}

/** The texts of its process, and any other that was filled in while the ticket was of another kind. */
function Texts({
  ticket,
  acts,
  isReadOnly,
  fields,
}: ProcessFieldsProps & { readonly fields: readonly TextField[] }) {
  const { t } = useTranslation('tickets')
  const others = (['resolution', 'rootCause', 'workaround', 'plan'] as const).filter(
    (field) => !fields.includes(field) && ticket[field] !== '',
  )
  return [...fields, ...others].map((field) => (
    <EditableText
      key={field}
      label={t(`field.${field}`)}
      value={ticket[field]}
      empty={t(`empty.${field}`)}
      isReadOnly={isReadOnly}
      onSave={(text) => acts.set({ [field]: text })}
    />
  ))
}

function Planning({ ticket, acts, isReadOnly }: ProcessFieldsProps) {
  const { t } = useTranslation('tickets')
  return (
    <div className={classes['facts']}>
      {ticket.kind === 'change' && (
        <PropertyPicker
          label={t('field.changeType')}
          value={ticket.changeType}
          choices={CHANGE_TYPES.map((type) => ({ value: type, label: t(`changeType.${type}`) }))}
          disabled={isReadOnly}
          onChange={(value) =>
            acts.set({ changeType: CHANGE_TYPES.find((type) => type === value) ?? ticket.changeType })
          }
        />
      )}
      <PropertyPicker
        label={t('field.risk')}
        value={ticket.risk}
        choices={RISKS.map((risk) => ({
          value: risk,
          label: risk === '' ? t('page.noValue') : t(`level.${risk}`),
        }))}
        disabled={isReadOnly}
        onChange={(value) => acts.set({ risk: RISKS.find((risk) => risk === value) ?? '' })}
      />
      <PlannedTimes ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
    </div>
  )
}

/** When a technician comes by; it stands in their day. */
function Visit(props: ProcessFieldsProps) {
  return (
    <div className={classes['facts']}>
      <PlannedTimes {...props} />
    </div>
  )
}

function PlannedTimes({ ticket, acts, isReadOnly }: ProcessFieldsProps) {
  const { t } = useTranslation('tickets')
  const isVisit = ticket.kind !== 'change' && ticket.kind !== 'release'
  return (['plannedStart', 'plannedEnd'] as const).map((field) => (
    <TimeProperty
      key={field}
      label={t(isVisit ? `visit.${field}` : `field.${field}`)}
      at={ticket[field]}
      isReadOnly={isReadOnly}
      onSave={(at) => acts.set({ [field]: at })}
    />
  ))
}

interface TimePropertyProps {
  readonly label: string
  readonly at: string
  readonly isReadOnly: boolean
  readonly onSave: (at: string) => void
}

/** A day and hour one types, saved on leaving the field. */
function TimeProperty({ label, at, isReadOnly, onSave }: TimePropertyProps) {
  const [draft, setDraft] = useState<string>()
  const save = () => {
    if (draft !== undefined && fromLocalField(draft) !== at) onSave(fromLocalField(draft))
    setDraft(undefined)
  }
  return (
    <Property label={label}>
      <TextInput
        type="datetime-local"
        size="xs"
        aria-label={label}
        readOnly={isReadOnly}
        value={draft ?? toLocalField(at)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Property>
  )
}
