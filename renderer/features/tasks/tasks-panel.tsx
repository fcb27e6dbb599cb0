import { Progress } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconListCheck } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { EmptyGroup, GroupPanel } from '#renderer/ui/group-panel.tsx'
import { useReachable } from '#renderer/ui/reach.ts'
import { dropSide, useSortable } from '#renderer/ui/use-sortable.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import { TaskRow } from './task-row.tsx'
import { taskList, type TaskList } from './task-list.ts'
import { useTaskActs, type TaskActs } from './use-task-acts.ts'
import classes from './tasks.module.css'

interface TasksPanelProps {
  readonly ticket: Ticket
  /** The ticket's tasks and steps, in any order. */
  readonly items: readonly Item[]
  readonly isReadOnly: boolean
}

/** The work of a ticket, divided: what is to do in its order, what is done folded below. */
export function TasksPanel({ ticket, items, isReadOnly }: TasksPanelProps) {
  const { t } = useTranslation('tasks')
  const tasks = taskList(items)
  const acts = useTaskActs(ticket, tasks)
  const { done, total } = tasks.progress
  const isEmpty = tasks.open.length + tasks.done.length === 0
  return (
    <GroupPanel title={t('title')} measure="text">
      {isEmpty && (
        <EmptyGroup
          icon={<IconListCheck size={30} />}
          title={t('emptyTitle')}
          description={t(isReadOnly ? 'emptyReadOnly' : 'emptyBody')}
        />
      )}
      {total > 0 && (
        <div className={classes['progress']}>
          <Progress value={(done / total) * 100} size="sm" aria-label={t('progress', { done, all: total })} />
          <span>{t('progress', { done, all: total })}</span>
        </div>
      )}
      <OpenTasks tasks={tasks} acts={acts} isReadOnly={isReadOnly} />
      {!isReadOnly && <AddTask acts={acts} ticketId={ticket.id} />}
      <DoneTasks tasks={tasks} acts={acts} isReadOnly={isReadOnly} />
    </GroupPanel>
  )
}

interface TasksProps {
  readonly tasks: TaskList
  readonly acts: TaskActs
  readonly isReadOnly: boolean
}

function OpenTasks({ tasks, acts, isReadOnly }: TasksProps) {
  const { t } = useTranslation('tasks')
  const ids = tasks.open.map(({ task }) => task.id)
  const [said, setSaid] = useState('')
  const [list, sortable] = useSortable(ids, (id, to) => {
    const moved = tasks.open.find(({ task }) => task.id === id)
    if (moved === undefined || !acts.move(moved.task, to)) return
    setSaid(t('moved', { title: moved.task.title, place: to + 1, of: ids.length }))
  })
  return (
    <>
      <ul ref={list} className={classes['list']} aria-label={t('open')}>
        {tasks.open.map((node) => (
          <TaskRow
            key={node.task.id}
            node={node}
            acts={acts}
            isReadOnly={isReadOnly}
            sortable={sortable}
            drop={dropSide(ids, sortable.dragging, node.task.id)}
          />
        ))}
      </ul>
      <span role="status" className={classes['spoken']}>
        {said}
      </span>
    </>
  )
}

function AddTask({ acts, ticketId }: Pick<TasksProps, 'acts'> & { readonly ticketId: Id }) {
  const { t } = useTranslation('tasks')
  const field = useRef<HTMLInputElement>(null)
  useReachable('task', () => field.current?.focus())
  return (
    <AddLine
      ref={field}
      label={t('add')}
      placeholder={t('addPlaceholder')}
      keptAs={`task/${ticketId}`}
      onAdd={acts.add}
    />
  )
}

function DoneTasks({ tasks, acts, isReadOnly }: TasksProps) {
  const { t } = useTranslation('tasks')
  const [isOpen, setOpen] = useState(false)
  if (tasks.done.length === 0) return null
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes['done']}>
      <button
        type="button"
        className={classes['fold']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={14} aria-hidden /> {t('doneCount', { count: tasks.done.length })}
      </button>
      {isOpen && (
        <ul className={classes['list']} aria-label={t('done')}>
          {tasks.done.map((node) => (
            <TaskRow key={node.task.id} node={node} acts={acts} isReadOnly={isReadOnly} />
          ))}
        </ul>
      )}
    </section>
  )
}
