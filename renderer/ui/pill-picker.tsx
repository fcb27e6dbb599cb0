import { Pill } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Picker, type Choice } from './picker.tsx'
import classes from './pill-picker.module.css'

interface PillPickerProps {
  readonly label: string
  readonly addLabel: string
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly onChange: (values: readonly string[]) => void
}

/** Several values as pills, with a list to add another. */
export function PillPicker({ label, addLabel, values, choices, onChange }: PillPickerProps) {
  const { t } = useTranslation('common')
  const nameOf = (value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? t('unknownPerson')
  return (
    <div className={classes['pills']} role="group" aria-label={label}>
      {values.map((value) => (
        <Pill
          key={value}
          size="sm"
          withRemoveButton
          removeButtonProps={{
            'aria-hidden': false,
            'aria-label': t('removeValue', { value: nameOf(value) }),
            tabIndex: 0,
          }}
          onRemove={() => onChange(values.filter((each) => each !== value))}
        >
          {nameOf(value)}
        </Pill>
      ))}
      <div className={classes['add']}>
        <Picker
          label={addLabel}
          value=""
          choices={choices.filter(({ value }) => !values.includes(value))}
          searchable
          onChange={(value) => onChange([...values, value])}
        >
          <span className={classes['hint']}>{addLabel}</span>
        </Picker>
      </div>
    </div>
  )
}
