import { ActionIcon, Input, Textarea, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TemplateData } from '#shared/settings/schema.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import type { FieldProps } from './field-props.ts'
import classes from './settings.module.css'

type PlannedTask = NonNullable<TemplateData['tasks']>[number]

/** The tasks a template brings, each with the steps of its checklist, one per line. */
export function TasksField({ label, hint, value, isReadOnly, error, onChange }: FieldProps) {
  const { t } = useTranslation('settings')
  const tasks = (value ?? []) as readonly PlannedTask[]
  const isEmpty = tasks.some(({ title }) => title.trim() === '')
  return (
    <Input.Wrapper
      label={label}
      description={hint}
      error={isEmpty ? t('taskEmpty') : error}
      labelElement="div"
    >
      <ol className={classes['rows']} aria-label={label}>
        {tasks.map((task, at) => (
          <PlannedRow
            // oxlint-disable-next-line react/no-array-index-key -- a planned task is nothing but its place in the list
            key={at}
            task={task}
            isReadOnly={isReadOnly}
            onChange={(next) => onChange(tasks.with(at, next))}
            onRemove={() => onChange(tasks.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {!isReadOnly && (
        <AddLine
          label={t('addTask')}
          placeholder={t('addTask')}
          onAdd={(title) => {
            onChange([...tasks, { title }])
            return true
          }}
        />
      )}
    </Input.Wrapper>
  )
}

interface PlannedRowProps {
  readonly task: PlannedTask
  readonly isReadOnly: boolean
  readonly onChange: (task: PlannedTask) => void
  readonly onRemove: () => void
}

function PlannedRow({ task, isReadOnly, onChange, onRemove }: PlannedRowProps) {
  const { t } = useTranslation('settings')
  const steps = task.steps ?? []
  return (
    <li className={classes['planned']}>
      <TextInput
        size="xs"
        aria-label={t('taskTitle')}
        maxLength={300}
        readOnly={isReadOnly}
        value={task.title}
        onChange={(event) => onChange({ ...task, title: event.currentTarget.value })}
      />
      {!isReadOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('removeTask', { name: task.title })}
          onClick={onRemove}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      <Textarea
        size="xs"
        autosize
        maxRows={8}
        aria-label={t('stepsOf', { name: task.title })}
        placeholder={t('stepsHint')}
        readOnly={isReadOnly}
        value={steps.join('\n')}
        onChange={(event) => onChange(withSteps(task, event.currentTarget.value))}
        onBlur={() => onChange(withSteps(task, steps.filter(Boolean).join('\n')))}
      />
    </li>
  )
}

/** A step a line; an empty last line stands while one types. */
function withSteps({ title }: PlannedTask, typed: string): PlannedTask {
  return typed === '' ? { title } : { title, steps: typed.split('\n') }
}
