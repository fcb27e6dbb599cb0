import { Popover, UnstyledButton } from '@mantine/core'
import { addDays, nextMonday } from 'date-fns'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useDates } from './dates.ts'
import { dayOf } from './days.ts'
import classes from './day-picker.module.css'
import picker from './picker.module.css'

interface DayPickerProps {
  readonly label: string
  /** `2026-11-20`, or '' for none. */
  readonly day: string
  readonly isReadOnly: boolean
  readonly onChange: (day: string) => void
  readonly variant?: 'field' | 'button'
  /** Which usual days are offered: those to come, with none, or those just gone. */
  readonly direction?: 'future' | 'past'
  /** What stands on the button; the day by default. */
  readonly children?: ReactNode
}

/** A day on a button that opens the usual next days, any other day, and none. */
export function DayPicker(props: DayPickerProps) {
  const { label, day, isReadOnly, onChange, children, variant = 'field', direction = 'future' } = props
  const { t } = useTranslation('common')
  const dates = useDates()
  const [isOpen, setOpen] = useState(false)
  const choose = (chosen: string) => {
    setOpen(false)
    if (chosen !== day) onChange(chosen)
  }
  const words = day === '' ? t('noDay') : dates.day(day)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={picker[variant]}
          aria-label={`${label}: ${words}`}
          disabled={isReadOnly}
          onClick={() => setOpen(!isOpen)}
        >
          {children ?? <span className={day === '' ? picker['empty'] : picker['label']}>{words}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown data-keeps-keys className={classes['days'] ?? ''} aria-label={label}>
        {usualDays(direction).map(([name, usual]) => (
          <UnstyledButton key={name} className={classes['day'] ?? ''} onClick={() => choose(usual)}>
            {t(`days.${name}`)}
            <small>{dates.weekday(usual)}</small>
          </UnstyledButton>
        ))}
        <input
          type="date"
          className={classes['other']}
          aria-label={t('days.other')}
          defaultValue={day}
          onKeyDown={(event) => event.key === 'Enter' && choose(event.currentTarget.value)}
          onBlur={(event) => event.currentTarget.value !== '' && choose(event.currentTarget.value)}
        />
        {day !== '' && direction === 'future' && (
          <UnstyledButton className={classes['day'] ?? ''} onClick={() => choose('')}>
            {t('days.none')}
          </UnstyledButton>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

type UsualDay = 'today' | 'tomorrow' | 'monday' | 'twoWeeks' | 'yesterday' | 'dayBefore'

function usualDays(direction: 'future' | 'past'): readonly (readonly [UsualDay, string])[] {
  const today = new Date()
  if (direction === 'past') {
    return [
      ['today', dayOf(today)],
      ['yesterday', dayOf(addDays(today, -1))],
      ['dayBefore', dayOf(addDays(today, -2))],
    ]
  }
  return [
    ['today', dayOf(today)],
    ['tomorrow', dayOf(addDays(today, 1))],
    ['monday', dayOf(nextMonday(today))],
    ['twoWeeks', dayOf(addDays(today, 14))],
  ]
}
