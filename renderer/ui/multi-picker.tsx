import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Choice } from './picker.tsx'
import classes from './picker.module.css'

interface MultiPickerProps {
  readonly label: string
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly onChange: (values: readonly string[]) => void
}

/** A button that opens a short list of which several may be ticked. */
export function MultiPicker({ label, values, choices, onChange }: MultiPickerProps) {
  const { t } = useTranslation('tickets')
  const chosen = choices.filter((choice) => values.includes(choice.value))
  const [first] = chosen
  const words =
    first === undefined || chosen.length === 1
      ? (first?.label ?? label)
      : t('filter.valueAnd', { value: first.label, count: chosen.length - 1 })
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value])
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes['button']}
          aria-label={`${label}: ${chosen.map((each) => each.label).join(', ') || t('filter.any')}`}
        >
          <span className={first === undefined ? classes['empty'] : classes['chosen']}>{words}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.CheckboxItem
            key={choice.value}
            checked={values.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          >
            <span className={classes['ticked']}>
              {choice.icon}
              {choice.label}
            </span>
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
