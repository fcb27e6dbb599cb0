import { IconCalendarEvent, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { DayPicker } from '#renderer/ui/day-picker.tsx'
import { dayOfInstant, endOf } from '#renderer/ui/days.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { assigneeChoices } from '#renderer/ui/person-choices.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import type { TaskActs } from './use-task-acts.ts'
import classes from './tasks.module.css'

interface TaskPropertyProps {
  readonly task: Item
  readonly isReadOnly: boolean
  readonly acts: TaskActs
}

/** Until when a task is to be done. */
export function TaskDue({
  task,
  isDone,
  isReadOnly,
  acts,
}: TaskPropertyProps & { readonly isDone: boolean }) {
  const { t } = useTranslation('tasks')
  const dates = useDates()
  const dueDay = dayOfInstant(task.dueAt)
  const isLate = !isDone && dates.isPastDay(dueDay)
  return (
    <DayPicker
      label={t('dueOf', { title: task.title })}
      day={dueDay}
      isReadOnly={isReadOnly}
      onChange={(day) => acts.change(task, { dueAt: endOf(day) })}
    >
      <span className={classes['due']} data-late={isLate || undefined}>
        <IconCalendarEvent size={15} aria-hidden />
        {dueDay !== '' && dates.day(dueDay)}
        {isLate && ` · ${t('late')}`}
      </span>
    </DayPicker>
  )
}

/** Whose task it is. */
export function TaskAssignee({ task, isReadOnly, acts }: TaskPropertyProps) {
  const { t } = useTranslation(['tasks', 'common'])
  const directory = useDirectory()
  const { personId } = useActor()
  const name = directory.personName(task.assigneeId)
  return (
    <Picker
      label={t('assigneeOf', { title: task.title })}
      value={task.assigneeId}
      choices={assigneeChoices(directory, personId, { nobody: t('nobody'), me: t('common:you') })}
      disabled={isReadOnly}
      onChange={(assigneeId) => acts.change(task, { assigneeId })}
    >
      <span className={classes['person']}>
        {task.assigneeId === '' ? (
          <IconUserPlus size={15} aria-hidden />
        ) : (
          <>
            <PersonAvatar name={name} size={18} />
            <span>{name || t('common:unknownPerson')}</span>
          </>
        )}
      </span>
    </Picker>
  )
}
