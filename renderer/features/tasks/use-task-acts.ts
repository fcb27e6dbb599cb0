import { useTranslation } from 'react-i18next'
import type { PatchOf } from '#shared/kernel/patch.ts'
import * as rules from '#shared/items/tasks.ts'
import type { Item, TaskState } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useItemWrites } from '#renderer/replica/item-writes.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import type { TaskList } from './task-list.ts'

/** Everything one can do to tasks and steps; each answers `false` when it was refused, and the refusal is shown. */
export interface TaskActs {
  add(title: string): boolean
  addStep(task: Item, title: string): boolean
  change(item: Item, fields: PatchOf<Pick<Item, 'title' | 'assigneeId' | 'dueAt'>>): boolean
  setState(task: Item, state: TaskState): boolean
  setDone(item: Item, isDone: boolean): boolean
  /** Puts an open task, or a step, at this index among its likes. */
  move(item: Item, to: number): boolean
  /** Removes it and offers to take that back. */
  remove(item: Item): void
}

/** The acts on the tasks of one ticket, in the name of the signed-in person. */
export function useTaskActs(ticket: Ticket, tasks: TaskList): TaskActs {
  const { t } = useTranslation('tasks')
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const { create, change, deed, newId } = useItemWrites(useActor(), showRefusal)
  const all = [...tasks.open, ...tasks.done]
  const stepsIn = (taskId: string) => all.find(({ task }) => task.id === taskId)?.steps ?? []
  const likes = (item: Item) =>
    item.kind === 'step' ? stepsIn(item.parentId) : tasks.open.map(({ task }) => task)
  const siblings = all.map(({ task }) => task)
  return {
    add: (title) => create(rules.createTask(ticket, { title }, siblings, deed(), newId)),
    addStep: (task, title) => create(rules.addStep(ticket, task, title, stepsIn(task.id), deed(), newId)),
    change: (item, fields) => change(item, rules.changeTask(ticket, item, fields, deed())),
    setState: (task, state) => change(task, rules.setTaskState(ticket, task, state, deed())),
    setDone: (item, isDone) =>
      change(item, rules.setTaskState(ticket, item, isDone ? 'done' : 'open', deed())),
    move: (item, to) => {
      const others = likes(item).filter(({ id }) => id !== item.id)
      return change(item, rules.placeItem(ticket, item, [others[to - 1], others[to]], deed()))
    },
    remove: (item) => {
      if (!change(item, rules.removeItem(ticket, item, deed()))) return
      showUndo(t('removed', { title: item.title }), () =>
        change(item, rules.restoreItem(ticket, { ...item, deletedAt: deed().now }, deed())),
      )
    },
  }
}
