import {
  approvalSummary,
  createApproval,
  decide,
  delegate,
  withdrawApproval,
} from '#shared/items/approvals.ts'
import { createPurchase, movePurchase } from '#shared/items/purchases.ts'
import { APPROVAL_MODES, PURCHASE_STATES, TASK_STATES, type Item } from '#shared/items/schema.ts'
import { createTask, openTasks, setTaskState, tasksOf } from '#shared/items/tasks.ts'
import { correctWork, effectiveWork, logWork } from '#shared/items/work.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Deed } from '#shared/kernel/deed.ts'
import type { Id, NewId } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { nextStages } from '#shared/tickets/process/stages.ts'
import { moveTicket } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import { STAFF } from './desk.ts'
import type { Random } from './random.ts'

/** What a person does with the work on a ticket, and how often beside the other acts. */
export const WORK_ACTS = {
  task: 5,
  'task-state': 5,
  purchase: 3,
  'purchase-state': 3,
  ask: 6,
  decide: 10,
  'pass-on': 2,
  withdraw: 1,
  'log-work': 4,
  'correct-work': 2,
  step: 5,
} as const
export type WorkActName = keyof typeof WORK_ACTS

/** True for an act of this file. */
export function isWorkAct(name: string): name is WorkActName {
  return Object.hasOwn(WORK_ACTS, name)
}

/** What the device shows of a ticket, who acts, and the chance of the simulation. */
export interface WorkScene {
  readonly ticket: Ticket
  readonly items: readonly Item[]
  readonly actor: Actor
  readonly now: Instant
  readonly newId: NewId
  readonly random: Random
  readonly word: string
}

/** The write of an act on a ticket's work; nothing when there is nothing to do it to, or when a rule says no. */
export function workAct(name: WorkActName, scene: WorkScene): readonly WriteRequest[] {
  const { ticket, items, random, word, newId } = scene
  const deed: Deed = { actor: scene.actor, now: scene.now }
  const some = (kind: Item['kind']) => {
    const found = items.filter((item) => item.kind === kind)
    return found.length === 0 ? undefined : random.pick(found)
  }
  switch (name) {
    case 'task': {
      const assigneeId = random.pick(STAFF).id
      return created(createTask(ticket, { title: `Task ${word}`, assigneeId }, tasksOf(items), deed, newId))
    }
    case 'task-state':
      return changed(some('task'), (task) => setTaskState(ticket, task, random.pick(TASK_STATES), deed))
    case 'purchase':
      return created(createPurchase(ticket, { title: `Wish ${word}` }, [], deed, newId))
    case 'purchase-state':
      return changed(some('purchase'), (wish) =>
        movePurchase(ticket, wish, random.pick(PURCHASE_STATES), deed),
      )
    case 'log-work':
      return created(logWork(ticket, { minutes: 1 + random.below(90), note: `Work ${word}` }, deed, newId))
    case 'correct-work': {
      const logs = effectiveWork(items)
      const log = logs.length === 0 ? undefined : random.pick(logs)
      const changes = { minutes: random.below(90), note: `Corrected ${word}` }
      return log ? created(correctWork(ticket, log, changes, deed, newId)) : []
    }
    case 'step':
      return stepOf(scene)
    default:
      return onApproval(name, scene, deed, some('approval'), some('purchase')?.id ?? '')
  }
}

function onApproval(
  name: 'ask' | 'decide' | 'pass-on' | 'withdraw',
  { ticket, items, random, word, newId, actor }: WorkScene,
  deed: Deed,
  approval: Item | undefined,
  purchaseId: Id,
): readonly WriteRequest[] {
  switch (name) {
    case 'ask': {
      const approverIds = [random.pick(STAFF).id, random.pick(STAFF).id, actor.personId]
      const step = 1 + random.below(2)
      const parentId = random.chance(0.2) ? purchaseId : ''
      const input = { title: `Ask ${word}`, approverIds, mode: random.pick(APPROVAL_MODES), step, parentId }
      return created(createApproval(ticket, input, items, deed, newId))
    }
    case 'decide': {
      const verdict = random.chance(0.7) ? 'yes' : 'no'
      return approval ? created(decide(approval, items, { verdict, comment: `Said ${word}` }, deed)) : []
    }
    case 'pass-on':
      return changed(approval, (asked) => delegate(ticket, asked, random.pick(STAFF).id, deed))
    case 'withdraw':
      return changed(approval, (asked) => withdrawApproval(ticket, asked, deed))
    default:
      return name satisfies never
  }
}

/** One step of the ticket's process, with what it takes filled in. */
function stepOf({ ticket, items, random, actor, now, word }: WorkScene): readonly WriteRequest[] {
  const to = random.pick(nextStages(ticket))
  const facts = { approval: approvalSummary(items), openTasks: openTasks(items), missingFields: [] }
  const fields = { rootCause: `Cause ${word}`, workaround: `Round ${word}` }
  const moved = moveTicket(ticket, to, { fields }, facts, actor, now)
  return moved.ok
    ? [{ collection: 'tickets', docId: ticket.id, op: 'change', patch: moved.value as Patch }]
    : []
}

function created(made: Result<{ docId: Id; patch: Patch }>): readonly WriteRequest[] {
  return made.ok ? [{ collection: 'items', op: 'create', ...made.value }] : []
}

function changed(item: Item | undefined, rule: (item: Item) => Result<Patch>): readonly WriteRequest[] {
  const patch = item && rule(item)
  return item && patch?.ok ? [{ collection: 'items', docId: item.id, op: 'change', patch: patch.value }] : []
}
