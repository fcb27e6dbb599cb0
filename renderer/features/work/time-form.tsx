import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { IconCalendarEvent, IconCheckbox } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useDates } from '#renderer/ui/dates.ts'
import { DayPicker } from '#renderer/ui/day-picker.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { useReachable } from '#renderer/ui/reach.ts'
import { takeSubmitKey } from '#renderer/ui/submit-key.ts'
import { readDuration, writeDuration } from '#renderer/ui/duration.ts'
import type { TimeDraft, TimeEntry } from './time-draft.ts'
import classes from './work.module.css'

/** A task that time can be spent on. */
export interface TaskToChoose {
  readonly id: Id
  readonly title: string
}

interface TimeFormProps {
  readonly initial: TimeEntry
  readonly draft: TimeDraft
  readonly tasks: readonly TaskToChoose[]
  readonly submitLabel: string
  /** Called with whole minutes; `false` when it was refused, and everything stays in the form. */
  readonly onSubmit: (entry: TimeEntry, minutes: number) => boolean
  /** Further buttons beside the one that submits. */
  readonly actions?: ReactNode
  readonly autoFocus?: boolean
  /** The name under which a shortcut focuses it; see ui/reach.ts. */
  readonly control?: string
}

/** How long, on what, when and what for; Enter in the first field or Ctrl+Enter writes it down. */
export function TimeForm(props: TimeFormProps) {
  const { initial, draft, tasks, submitLabel, actions, autoFocus = false } = props
  const { t } = useTranslation('work')
  const entry: TimeEntry = { ...initial, ...draft.typed }
  const [isRefused, setRefused] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useReachable(props.control ?? '', () => field.current?.focus())
  const { change } = draft
  const minutes = readDuration(entry.spent)
  const submit = () => {
    setRefused(minutes === undefined)
    if (minutes === undefined) field.current?.focus()
    else if (props.onSubmit(entry, minutes)) draft.clear()
  }
  return (
    <form
      className={classes['form']}
      aria-label={submitLabel}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => takeSubmitKey(event, submit)}
    >
      <div className={classes['fields']}>
        <TextInput
          size="xs"
          ref={field}
          className={classes['spent'] ?? ''}
          label={t('spent')}
          placeholder={t('spentPlaceholder')}
          data-autofocus={autoFocus || undefined}
          value={entry.spent}
          error={isRefused && minutes === undefined ? t('spentWrong') : undefined}
          rightSectionWidth={58}
          rightSection={minutes !== undefined && <Understood minutes={minutes} typed={entry.spent} />}
          onChange={(event) => change({ spent: event.currentTarget.value })}
        />
        <TimeProperties entry={entry} tasks={tasks} onChange={change} />
      </div>
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        aria-label={t('note')}
        placeholder={t('notePlaceholder')}
        value={entry.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <div className={classes['actions']}>
        {actions}
        <Button type="submit">{submitLabel}</Button>
      </div>
    </form>
  )
}

/** How the length was understood, where it was typed in another way. */
function Understood({ minutes, typed }: { readonly minutes: number; readonly typed: string }) {
  const words = writeDuration(minutes)
  return words === typed.trim() ? null : <span className={classes['understood']}>= {words}</span>
}

interface TimePropertiesProps {
  readonly entry: TimeEntry
  readonly tasks: readonly TaskToChoose[]
  readonly onChange: (part: Partial<TimeEntry>) => void
}

function TimeProperties({ entry, tasks, onChange }: TimePropertiesProps) {
  const { t } = useTranslation(['work', 'common'])
  const dates = useDates()
  const task = tasks.find(({ id }) => id === entry.taskId)
  return (
    <>
      {tasks.length > 0 && (
        <div className={classes['task']}>
          <Picker
            variant="button"
            label={t('task')}
            value={entry.taskId}
            choices={[
              { value: '', label: t('noTask') },
              ...tasks.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            onChange={(taskId) => onChange({ taskId })}
          >
            <IconCheckbox size={15} aria-hidden />
            <span className={classes['cut']}>{task?.title ?? t('noTask')}</span>
          </Picker>
        </div>
      )}
      <div className={classes['day']}>
        <DayPicker
          variant="button"
          direction="past"
          label={t('day')}
          day={entry.day}
          isReadOnly={false}
          onChange={(day) => day !== '' && onChange({ day })}
        >
          <IconCalendarEvent size={15} aria-hidden /> {dates.day(entry.day) || t('common:today')}
        </DayPicker>
      </div>
      <Checkbox
        size="xs"
        className={classes['billable'] ?? ''}
        label={t('billable')}
        checked={entry.billable}
        onChange={(event) => onChange({ billable: event.currentTarget.checked })}
      />
    </>
  )
}
