import { progress, stepsOf, tasksOf, type Progress } from '#shared/items/tasks.ts'
import { isDoneState } from '#shared/items/check-task.ts'
import type { Item } from '#shared/items/schema.ts'

/** A task with its checklist in order. */
export interface TaskNode {
  readonly task: Item
  readonly isDone: boolean
  readonly steps: readonly Item[]
  readonly stepProgress: Progress
}

/** The tasks of a ticket as its page shows them, each list in its order. */
export interface TaskList {
  readonly open: readonly TaskNode[]
  readonly done: readonly TaskNode[]
  readonly progress: Progress
}

/** Tasks with their steps, what is to do apart from what needs nothing more. */
export function taskList(items: readonly Item[]): TaskList {
  const nodes = tasksOf(items).map((task): TaskNode => {
    const steps = stepsOf(items, task.id)
    return { task, isDone: isDoneState(task.state), steps, stepProgress: progress(steps) }
  })
  return {
    open: nodes.filter(({ isDone }) => !isDone),
    done: nodes.filter(({ isDone }) => isDone),
    progress: progress(nodes.map(({ task }) => task)),
  }
}
