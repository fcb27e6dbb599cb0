import { ColorInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Setting } from '#shared/settings/schema.ts'
import { ChoiceField } from './choice-field.tsx'
import type { FieldProps } from './field-props.ts'
import { OptionsField } from './options-field.tsx'
import { QueryField } from './query-field.tsx'
import { dataSchema, type FieldSpec, type KindSpec } from './setting-kinds.ts'
import { TasksField } from './tasks-field.tsx'
import { TextsField } from './texts-field.tsx'

interface FormFieldProps {
  readonly spec: KindSpec
  readonly field: FieldSpec
  readonly data: Setting['data']
  readonly isReadOnly: boolean
  readonly isWrong: boolean
  readonly onChange: (value: unknown) => void
}

/** One key of a setting's data, by its control. */
export function FormField({ spec, field, data, isReadOnly, isWrong, onChange }: FormFieldProps) {
  const { t, i18n } = useTranslation(['settings', 'refusals'])
  const word = field.word ?? field.key
  const props: FieldProps = {
    label: t(`field.${word}` as 'field.teamId'),
    hint: i18n.exists(`hint.${word}`, { ns: 'settings' }) ? t(`hint.${word}` as 'hint.query') : undefined,
    value: data[field.key] ?? (field.isOnByDefault === true ? true : undefined),
    isReadOnly,
    error: isWrong ? t('refusals:invalid-value') : undefined,
    onChange,
  }
  switch (field.control.type) {
    case 'texts':
      return <TextsField {...props} />
    case 'options':
      return <OptionsField {...props} />
    case 'tasks':
      return <TasksField {...props} />
    case 'query':
      return <QueryField {...props} />
    case 'line':
    case 'text':
    case 'colour':
    case 'yes-no':
      return <PlainField {...props} field={field} spec={spec} />
    default:
      return <ChoiceField {...props} field={field} data={data} />
  }
}

function PlainField({
  field,
  spec,
  label,
  hint,
  value,
  isReadOnly,
  error,
  onChange,
}: FieldProps & Pick<FormFieldProps, 'field' | 'spec'>) {
  const text = {
    label,
    description: hint,
    error,
    value: typeof value === 'string' ? value : '',
  }
  const maxLength = dataSchema(spec.kind).properties[field.key]?.maxLength ?? 300
  switch (field.control.type) {
    case 'yes-no':
      return (
        <Switch
          label={label}
          description={hint}
          checked={value === true}
          disabled={isReadOnly}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'colour':
      return (
        <ColorInput {...text} format="hex" readOnly={isReadOnly} withEyeDropper={false} onChange={onChange} />
      )
    case 'text':
      return (
        <Textarea
          {...text}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={maxLength}
          readOnly={isReadOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          {...text}
          maxLength={maxLength}
          readOnly={isReadOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
