import { ActionIcon, Input, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import type { CustomOption } from '#shared/settings/schema.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import type { FieldProps } from './field-props.ts'
import classes from './settings.module.css'

/** The answers of a choice in their order, each in both languages. */
export function OptionsField({ label, hint, value, isReadOnly, error, onChange }: FieldProps) {
  const { t } = useTranslation('settings')
  const options = (value ?? []) as readonly CustomOption[]
  const isEmpty = options.some(({ name }) => name.trim() === '')
  return (
    <Input.Wrapper
      label={label}
      description={hint}
      error={isEmpty ? t('optionEmpty') : error}
      labelElement="div"
    >
      <ul className={classes['rows']} aria-label={label}>
        {options.map((option) => (
          <OptionRow
            key={option.id}
            option={option}
            isReadOnly={isReadOnly}
            onChange={(next) => onChange(options.map((each) => (each.id === option.id ? next : each)))}
            onRemove={() => onChange(options.filter(({ id }) => id !== option.id))}
          />
        ))}
      </ul>
      {!isReadOnly && (
        <AddLine
          label={t('addOption')}
          placeholder={t('addOption')}
          maxLength={200}
          onAdd={(name) => {
            onChange([...options, { id: uuidv7(), name }])
            return true
          }}
        />
      )}
    </Input.Wrapper>
  )
}

interface OptionRowProps {
  readonly option: CustomOption
  readonly isReadOnly: boolean
  readonly onChange: (option: CustomOption) => void
  readonly onRemove: () => void
}

function OptionRow({ option, isReadOnly, onChange, onRemove }: OptionRowProps) {
  const { t } = useTranslation('settings')
  const { name, names = {} } = option
  return (
    <li className={classes['pair']}>
      <TextInput
        size="xs"
        aria-label={t('optionEn')}
        maxLength={200}
        readOnly={isReadOnly}
        value={name}
        onChange={(event) => onChange({ ...option, name: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        aria-label={t('optionFr', { name })}
        placeholder={t('inFrench')}
        maxLength={200}
        readOnly={isReadOnly}
        value={names['fr'] ?? ''}
        onChange={(event) => onChange({ ...option, names: { ...names, fr: event.currentTarget.value } })}
      />
      {!isReadOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('removeOption', { name })}
          onClick={onRemove}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  )
}
