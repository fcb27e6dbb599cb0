import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { AddLine } from '#renderer/ui/add-line.tsx'
import { taskList, type TaskNode } from './task-list.ts'
import { useTaskActs, type TaskActs } from './use-task-acts.ts'
import classes from './touch-checklist.module.css'

interface TouchChecklistProps {
  readonly ticket: Ticket
  /** The ticket's tasks and steps, in any order. */
  readonly items: readonly Item[]
  readonly isReadOnly: boolean
}

/** The tasks of a ticket and their steps as one list of large ticks; what is done keeps its place. */
export function TouchChecklist({ ticket, items, isReadOnly }: TouchChecklistProps) {
  const { t } = useTranslation('tasks')
  const tasks = taskList(items)
  const acts = useTaskActs(ticket, tasks)
  const nodes = [...tasks.open, ...tasks.done].toSorted((a, b) =>
    a.task.position < b.task.position ? -1 : 1,
  )
  const { done, total } = tasks.progress
  return (
    <section aria-label={t('title')}>
      <h2 className={classes['heading']}>
        {t('title')}
        {total > 0 && <span className={classes['dim']}>{t('progress', { done, all: total })}</span>}
      </h2>
      <ul className={classes['list']}>
        {nodes.map((node) => (
          <Task key={node.task.id} node={node} acts={acts} isReadOnly={isReadOnly} />
        ))}
      </ul>
      {!isReadOnly && (
        <div className={classes['add']}>
          <AddLine
            label={t('add')}
            placeholder={t('addPlaceholder')}
            keptAs={`task/${ticket.id}`}
            onAdd={acts.add}
          />
        </div>
      )}
    </section>
  )
}

interface TaskProps {
  readonly node: TaskNode
  readonly acts: TaskActs
  readonly isReadOnly: boolean
}

function Task({ node: { task, isDone, steps }, acts, isReadOnly }: TaskProps) {
  const { t } = useTranslation('tasks')
  const directory = useDirectory()
  return (
    <li>
      <Tick
        item={task}
        hint={directory.personName(task.assigneeId)}
        isDone={isDone}
        isReadOnly={isReadOnly}
        onTick={() => acts.setDone(task, !isDone)}
      />
      {steps.length > 0 && (
        <ul className={classes['steps']} aria-label={t('stepsList', { title: task.title })}>
          {steps.map((step) => (
            <li key={step.id}>
              <Tick
                item={step}
                hint=""
                isDone={step.state === 'done'}
                isReadOnly={isReadOnly}
                onTick={() => acts.setDone(step, step.state !== 'done')}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface TickProps {
  readonly item: Item
  readonly hint: string
  readonly isDone: boolean
  readonly isReadOnly: boolean
  readonly onTick: () => void
}

/** The whole line is the target. */
function Tick({ item, hint, isDone, isReadOnly, onTick }: TickProps) {
  return (
    <label className={classes['tick']} data-done={isDone || undefined}>
      <Checkbox size="lg" checked={isDone} disabled={isReadOnly} onChange={onTick} />
      <span className={classes['words']}>
        <span className={classes['title']}>{item.title}</span>
        {hint !== '' && <span className={classes['dim']}>{hint}</span>}
      </span>
    </label>
  )
}
