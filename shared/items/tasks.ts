import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { PatchOf } from '../kernel/patch.ts'
import type { Result } from '../kernel/result.ts'
import type { Ticket } from '../tickets/schema.ts'
import { isDoneState } from './check-task.ts'
import { inOrder, positionAtEnd, positionBetween } from './position.ts'
import type { Item, StepState, TaskState } from './schema.ts'
import { changedItem, newItem, type NewItem } from './write-item.ts'

/** What somebody gives for a task; the rest has defaults. */
export type TaskInput = Pick<Item, 'title'> & Partial<Pick<Item, 'note' | 'assigneeId' | 'dueAt'>>

/** How far work is: what was skipped counts for neither. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** A new task behind the others of the ticket; `siblings` are its tasks. Refuses `title-empty`. */
export function createTask(
  ticket: Ticket,
  input: TaskInput,
  siblings: readonly Item[],
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const fields = { ...input, title: input.title.trim(), position: positionAtEnd(siblings) }
  return newItem(ticket, { ...fields, kind: 'task', state: 'open' }, deed, newId)
}

/** A new step of a task's checklist, behind the others; `siblings` are the task's steps. Refuses `title-empty`. */
export function addStep(
  ticket: Ticket,
  task: Pick<Item, 'id'>,
  title: string,
  siblings: readonly Item[],
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const position = positionAtEnd(siblings)
  return newItem(
    ticket,
    { kind: 'step', state: 'open', parentId: task.id, title: title.trim(), position },
    deed,
    newId,
  )
}

/** Changes what a task or step says, who does it or when it is due. */
export function changeTask(
  ticket: Ticket,
  item: Item,
  fields: PatchOf<Pick<Item, 'title' | 'note' | 'assigneeId' | 'dueAt'>>,
  deed: Deed,
): Result<PatchOf<Item>> {
  return changedItem(ticket, item, fields, deed)
}

/** Says how far a task or step is; who finished it and when goes with it. */
export function setTaskState(
  ticket: Ticket,
  item: Item,
  state: TaskState | StepState,
  deed: Deed,
): Result<PatchOf<Item>> {
  const isDone = isDoneState(state)
  const doneAt = isDone ? deed.now : ''
  const doneBy = isDone ? deed.actor.personId : ''
  return changedItem(ticket, item, { state, doneAt, doneBy }, deed)
}

/** Puts an item between two of its siblings; undefined stands for the begin and the end. */
export function placeItem(
  ticket: Ticket,
  item: Item,
  between: readonly [before: Item | undefined, after: Item | undefined],
  deed: Deed,
): Result<PatchOf<Item>> {
  const position = positionBetween(between[0]?.position ?? '', between[1]?.position ?? '')
  return changedItem(ticket, item, { position }, deed)
}

/** Takes an item away; `restoreItem` brings it back. */
export function removeItem(ticket: Ticket, item: Item, deed: Deed): Result<PatchOf<Item>> {
  return changedItem(ticket, item, { deletedAt: deed.now }, deed)
}

/** Brings back what was taken away. */
export function restoreItem(ticket: Ticket, item: Item, deed: Deed): Result<PatchOf<Item>> {
  return changedItem(ticket, item, { deletedAt: '' }, deed)
}

/** The living tasks among the items of a ticket, in their order. */
export function tasksOf(items: readonly Item[]): readonly Item[] {
  return inOrder(items.filter(({ kind, deletedAt }) => kind === 'task' && deletedAt === ''))
}

/** The living steps of a task, in their order. */
export function stepsOf(items: readonly Item[], taskId: Id): readonly Item[] {
  const isStep = ({ kind, parentId, deletedAt }: Item) =>
    kind === 'step' && parentId === taskId && deletedAt === ''
  return inOrder(items.filter(isStep))
}

/** How many of these tasks or steps are done. */
export function progress(items: readonly Pick<Item, 'state' | 'deletedAt'>[]): Progress {
  const counted = items.filter(({ state, deletedAt }) => state !== 'skipped' && deletedAt === '')
  return { done: counted.filter(({ state }) => state === 'done').length, total: counted.length }
}

/** How many tasks are neither done nor skipped. */
export function openTasks(items: readonly Item[]): number {
  return tasksOf(items).filter(({ state }) => !isDoneState(state)).length
}
