import { NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { customFields, fieldsOn, type CustomField } from '#shared/settings/custom-fields.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { NewTicketForm } from './new-ticket.ts'

interface RequiredFieldsProps {
  readonly form: NewTicketForm
  readonly onChange: (part: Partial<NewTicketForm>) => void
}

/** The desk's own fields without which such a ticket cannot be resolved: filled in now or later. */
export function RequiredFields({ form, onChange }: RequiredFieldsProps) {
  const { person } = useSession()
  const directory = useDirectory()
  const orgId = directory.person(form.requesterId)?.orgId || person.orgId
  const fields = fieldsOn(customFields(directory.settings('custom-field')), { ...form, orgId })
  const required = fields.filter(({ data }) => data.required === true)
  const put = (field: CustomField, value: string | number | boolean | undefined) => {
    const { [field.setting.id]: _before, ...others } = form.custom
    const isEmpty = value === undefined || value === ''
    onChange({ custom: isEmpty ? others : { ...others, [field.setting.id]: value } })
  }
  return (
    <>
      {required.map((field) => (
        <RequiredField
          key={field.setting.id}
          field={field}
          value={form.custom[field.setting.id]}
          onChange={(value) => put(field, value)}
        />
      ))}
    </>
  )
}

interface RequiredFieldProps {
  readonly field: CustomField
  readonly value: string | number | boolean | undefined
  readonly onChange: (value: string | number | boolean | undefined) => void
}

function RequiredField({ field: { setting, data }, value, onChange }: RequiredFieldProps) {
  const { t, i18n } = useTranslation(['tickets', 'common'])
  const directory = useDirectory()
  const common = { label: directory.nameOf(setting), placeholder: data.hint ?? '' }
  const choose = (choices: { value: string; label: string }[], chosen: string | null) => (
    <Select
      {...common}
      searchable
      clearable
      limit={60}
      nothingFoundMessage={t('common:nothingFits')}
      data={choices}
      value={chosen}
      onChange={(next) => onChange(data.type === 'yes-no' && next !== null ? next === 'yes' : (next ?? ''))}
    />
  )
  switch (data.type) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
      )
    case 'yes-no':
      return choose(
        [
          { value: 'yes', label: t('common:yes') },
          { value: 'no', label: t('common:no') },
        ],
        typeof value === 'boolean' ? (value ? 'yes' : 'no') : null,
      )
    case 'choice': {
      const options = (data.options ?? []).map(({ id, name, names }) => ({
        value: id,
        label: names?.[i18n.language] || name,
      }))
      return choose(options, typeof value === 'string' ? value : null)
    }
    case 'person':
      return choose(
        directory.people.map(({ id, name, emails }) => ({
          value: id,
          label: `${name} · ${emails[0] ?? ''}`,
        })),
        typeof value === 'string' ? value : null,
      )
    default:
      return (
        <TextInput
          {...common}
          type={data.type === 'date' ? 'date' : 'text'}
          maxLength={2000}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
