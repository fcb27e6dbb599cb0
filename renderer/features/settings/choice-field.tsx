import { MultiSelect, Select, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Setting } from '#shared/settings/schema.ts'
import type { FieldProps } from './field-props.ts'
import type { FieldSpec } from './setting-kinds.ts'
import { useChoices, type Choice } from './use-choices.ts'

const TIME_ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))
const MOST_SHOWN = 100

interface ChoiceFieldProps extends FieldProps {
  readonly field: FieldSpec
  readonly data: Setting['data']
}

/** A field one chooses for: one of a list, several of it, or words of one's own. */
export function ChoiceField({ field: { control }, data, ...props }: ChoiceFieldProps) {
  const { t } = useTranslation('settings')
  const choices = useChoices()
  const one = typeof props.value === 'string' ? props.value : ''
  const many = Array.isArray(props.value) ? props.value.map(String) : []
  switch (control.type) {
    case 'words':
      return <WordsChoice {...props} many={many} />
    case 'time-zone':
      return <OneChoice {...props} one={one} choices={TIME_ZONES} />
    case 'setting':
      return <OneChoice {...props} one={one} choices={choices.settings(control.kind, [one])} />
    case 'settings':
      return (
        <ManyChoice {...props} many={many} none={t('all')} choices={choices.settings(control.kind, many)} />
      )
    case 'person':
      return <OneChoice {...props} one={one} choices={choices.people('everybody', [one])} />
    case 'staff':
      return <ManyChoice {...props} many={many} none={t('nobody')} choices={choices.people('staff', many)} />
    case 'members': {
      const members = Array.isArray(data['memberIds']) ? data['memberIds'].map(String) : []
      const staff = choices.people('staff', [one]).filter(({ value }) => [...members, one].includes(value))
      return <OneChoice {...props} one={one} choices={staff} />
    }
    case 'choice':
      return <OneChoice {...props} one={one} choices={choices.words(control)} />
    case 'choices':
      return <ManyChoice {...props} many={many} none={t('all')} choices={choices.words(control)} />
    default:
      return null
  }
}

interface OneChoiceProps extends FieldProps {
  readonly one: string
  readonly choices: Choice[]
}

function OneChoice({ label, hint, error, isReadOnly, onChange, one, choices }: OneChoiceProps) {
  const { t } = useTranslation('common')
  return (
    <Select
      searchable
      clearable={!isReadOnly}
      clearButtonProps={{ 'aria-label': t('removeValue', { value: label }) }}
      label={label}
      description={hint}
      error={error}
      readOnly={isReadOnly}
      placeholder={t('none')}
      nothingFoundMessage={t('nothingFits')}
      limit={MOST_SHOWN}
      data={choices}
      value={one === '' ? null : one}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

interface ManyChoiceProps extends FieldProps {
  readonly many: string[]
  /** What stands there while nothing is chosen. */
  readonly none: string
  readonly choices: Choice[]
}

function ManyChoice({ label, hint, error, isReadOnly, onChange, many, none, choices }: ManyChoiceProps) {
  const { t } = useTranslation('common')
  return (
    <MultiSelect
      searchable
      label={label}
      description={hint}
      error={error}
      readOnly={isReadOnly}
      placeholder={many.length === 0 ? none : ''}
      nothingFoundMessage={t('nothingFits')}
      limit={MOST_SHOWN}
      data={choices}
      value={many}
      onChange={onChange}
    />
  )
}

function WordsChoice({
  label,
  hint,
  error,
  isReadOnly,
  onChange,
  many,
}: Omit<ManyChoiceProps, 'none' | 'choices'>) {
  return (
    <TagsInput
      size="sm"
      label={label}
      description={hint}
      error={error}
      readOnly={isReadOnly}
      value={many}
      onChange={onChange}
    />
  )
}
