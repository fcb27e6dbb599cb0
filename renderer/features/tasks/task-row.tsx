import { Checkbox } from '@mantine/core'
import { IconChecklist, IconGripVertical } from '@tabler/icons-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineText } from '#renderer/ui/inline-text.tsx'
import type { Sortable } from '#renderer/ui/use-sortable.ts'
import { stepFocus } from './step-focus.ts'
import { Steps } from './steps.tsx'
import type { TaskNode } from './task-list.ts'
import { TaskMenu } from './task-menu.tsx'
import { TaskAssignee, TaskDue } from './task-properties.tsx'
import type { TaskActs } from './use-task-acts.ts'
import classes from './tasks.module.css'

interface TaskRowProps {
  readonly node: TaskNode
  readonly acts: TaskActs
  readonly isReadOnly: boolean
  /** Absent where the order cannot be changed. */
  readonly sortable?: Sortable
  readonly drop?: 'before' | 'after' | undefined
}

/** One task: done or not, its title in place, whose it is and until when, and its steps. */
export function TaskRow({ node, acts, isReadOnly, sortable, drop }: TaskRowProps) {
  const { t } = useTranslation('tasks')
  const { task, isDone } = node
  const stepsId = useId()
  const [isOpen, setOpen] = useState(false)
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (sortable?.moveByKey(task.id, event)) return
    stepFocus(event, 'textarea')
  }
  return (
    <li
      className={classes['task']}
      data-drop={drop}
      data-dragging={sortable?.dragging?.id === task.id || undefined}
    >
      <div className={classes['row']}>
        <Grip title={task.title} isReadOnly={isReadOnly} id={task.id} sortable={sortable} />
        <Checkbox
          size="xs"
          checked={isDone}
          indeterminate={task.state === 'doing'}
          disabled={isReadOnly}
          aria-label={t('finish', { title: task.title })}
          onChange={(event) => {
            keepFocus(event.currentTarget)
            acts.setDone(task, !isDone)
          }}
        />
        <InlineText
          label={t('taskTitle')}
          value={task.title}
          isReadOnly={isReadOnly}
          isDone={isDone}
          onSave={(title) => acts.change(task, { title })}
          onKeyDown={press}
        />
        <StepsButton node={node} isOpen={isOpen} controls={stepsId} onToggle={() => setOpen(!isOpen)} />
        <TaskDue task={task} isDone={isDone} isReadOnly={isReadOnly} acts={acts} />
        <TaskAssignee task={task} isReadOnly={isReadOnly} acts={acts} />
        {!isReadOnly && <TaskMenu task={task} acts={acts} />}
      </div>
      <div id={stepsId} hidden={!isOpen}>
        {isOpen && <Steps node={node} acts={acts} isReadOnly={isReadOnly} />}
      </div>
    </li>
  )
}

interface StepsButtonProps {
  readonly node: TaskNode
  readonly isOpen: boolean
  /** Id of the element that is shown and hidden. */
  readonly controls: string
  readonly onToggle: () => void
}

function StepsButton({ node, isOpen, controls, onToggle }: StepsButtonProps) {
  const { t } = useTranslation('tasks')
  const { task, steps, stepProgress } = node
  const counts = { done: stepProgress.done, all: stepProgress.total }
  return (
    <button
      data-hint={t(steps.length === 0 ? 'addStep' : 'steps')}
      type="button"
      className={classes['stepsButton']}
      aria-expanded={isOpen}
      aria-controls={controls}
      aria-label={t('stepsOf', { title: task.title, ...counts })}
      onClick={onToggle}
    >
      <IconChecklist size={15} aria-hidden />
      {steps.length > 0 && t('progressShort', counts)}
    </button>
  )
}

interface GripProps {
  readonly id: string
  readonly title: string
  readonly isReadOnly: boolean
  readonly sortable: Sortable | undefined
}

/** What one drags a task by; with the focus on it Alt and the arrows move it too. */
function Grip({ id, title, isReadOnly, sortable }: GripProps) {
  const { t } = useTranslation('tasks')
  if (isReadOnly || sortable === undefined) return <span className={classes['noGrip']} />
  return (
    <button
      data-hint={t('dragHint')}
      type="button"
      className={classes['grip']}
      aria-label={t('move', { title })}
      onKeyDown={(event) => sortable.moveByKey(id, event)}
      {...sortable.handle(id)}
    >
      <IconGripVertical size={14} aria-hidden />
    </button>
  )
}

/** A ticked task leaves its place: the focus goes to the next one's box rather than nowhere. */
function keepFocus(box: HTMLElement): void {
  const row = box.closest('li')
  const next = row?.nextElementSibling ?? row?.previousElementSibling
  next?.querySelector<HTMLElement>('input[type="checkbox"]')?.focus()
}
