import { NumberInput, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customFields, customValue, fieldsOn, type CustomField } from '#shared/settings/custom-fields.ts'
import { customPatch } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { personChoices } from '#renderer/ui/person-choices.tsx'
import { Property, PropertyPicker } from '#renderer/ui/property.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './basic-panel.module.css'

type Value = string | number | boolean

interface CustomValuesProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
}

/** The fields this desk has added for tickets of this kind and category, each by its type. */
export function CustomValues({ ticket, acts, isReadOnly }: CustomValuesProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const { showRefusal } = useRefusals()
  const fields = fieldsOn(customFields(directory.settings('custom-field')), ticket)
  if (fields.length === 0) return null
  const save = (field: CustomField, given: Value | null) => {
    const value = customValue(field, given)
    if (value.ok) acts.set(customPatch({ [field.setting.id]: value.value }))
    else showRefusal(value.refusal)
  }
  return (
    <section aria-label={t('page.custom')}>
      <h3 className={classes['heading']}>{t('page.custom')}</h3>
      <div className={classes['facts']}>
        {fields.map((field) => (
          <CustomValue
            key={field.setting.id}
            field={field}
            label={directory.nameOf(field.setting) + (field.data.required === true ? ' *' : '')}
            value={ticket.custom[field.setting.id]}
            isReadOnly={isReadOnly}
            onSave={(value) => save(field, value)}
          />
        ))}
      </div>
    </section>
  )
}

interface CustomValueProps {
  readonly field: CustomField
  readonly label: string
  readonly value: Value | undefined
  readonly isReadOnly: boolean
  readonly onSave: (value: Value | null) => void
}

function CustomValue(props: CustomValueProps) {
  const { field, label, value, isReadOnly, onSave } = props
  const { t, i18n } = useTranslation('tickets')
  const directory = useDirectory()
  const none = { value: '', label: t('page.noValue') }
  switch (field.data.type) {
    case 'yes-no':
      return (
        <Property label={label}>
          <Switch
            aria-label={label}
            checked={value === true}
            disabled={isReadOnly}
            onChange={(event) => onSave(event.currentTarget.checked)}
          />
        </Property>
      )
    case 'choice':
    case 'person': {
      const options = (field.data.options ?? []).map(({ id, name, names }) => ({
        value: id,
        label: names?.[i18n.language] ?? name,
      }))
      return (
        <PropertyPicker
          label={label}
          value={String(value ?? '')}
          choices={[none, ...(field.data.type === 'person' ? personChoices(directory) : options)]}
          disabled={isReadOnly}
          onChange={(next) => onSave(next === '' ? null : next)}
        />
      )
    }
    case 'number':
      return <NumberValue {...props} />
    default:
      return <TextValue {...props} />
  }
}

function NumberValue({ label, value, isReadOnly, onSave }: CustomValueProps) {
  const [draft, setDraft] = useState<string | number>()
  const save = () => {
    if (draft !== undefined && draft !== value) onSave(draft === '' ? null : Number(draft))
    setDraft(undefined)
  }
  return (
    <Property label={label}>
      <NumberInput
        size="xs"
        aria-label={label}
        readOnly={isReadOnly}
        value={draft ?? Number(value ?? Number.NaN)}
        onChange={setDraft}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Property>
  )
}

function TextValue({ field, label, value, isReadOnly, onSave }: CustomValueProps) {
  const [draft, setDraft] = useState<string>()
  const save = () => {
    if (draft !== undefined && draft !== (value ?? '')) onSave(draft === '' ? null : draft)
    setDraft(undefined)
  }
  return (
    <Property label={label}>
      <TextInput
        size="xs"
        type={field.data.type === 'date' ? 'date' : 'text'}
        aria-label={label}
        placeholder={field.data.hint ?? ''}
        readOnly={isReadOnly}
        value={draft ?? String(value ?? '')}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Property>
  )
}
