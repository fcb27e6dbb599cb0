import { defineCollection, type ConflictRule } from '../kernel/collection.ts'
import { checkItem } from './check-item.ts'
import { isPurchaseStep } from './check-purchase.ts'
import { Item } from './schema.ts'
import { isDoneState } from './check-task.ts'

/**
 * Of two states the one further along stands: a task that is done stays done, a purchase takes the step it still may,
 * an approval that was withdrawn stays so.
 */
const furtherState: ConflictRule<Item> = ({ current, mine, theirs }) => {
  switch (current.kind) {
    case 'task':
    case 'step':
      return isDoneState(String(mine)) && !isDoneState(String(theirs)) ? 'mine' : 'theirs'
    case 'purchase':
      return isPurchaseStep(String(theirs), String(mine)) ? 'mine' : 'theirs'
    default:
      return mine === 'withdrawn' ? 'mine' : 'theirs'
  }
}

/** Two people who finished one thing are of one mind; who was first stays. */
const firstQuietly: ConflictRule<Item> = () => 'theirs-quietly'

export const items = defineCollection<Item>({
  name: 'items',
  version: 1,
  schema: Item,
  mode: 'merged',
  fields: {
    ticketId: 'fixed',
    kind: 'fixed',
    parentId: 'value',
    title: 'value',
    note: 'text',
    state: 'value',
    assigneeId: 'value',
    position: 'value',
    dueAt: 'value',
    doneAt: 'value',
    doneBy: 'value',
    minutes: 'value',
    startsAt: 'value',
    endsAt: 'value',
    billable: 'value',
    rate: 'value',
    personId: 'value',
    correctsId: 'fixed',
    supplier: 'value',
    orderNumber: 'value',
    quantity: 'value',
    unitPrice: 'value',
    currency: 'value',
    assetId: 'value',
    step: 'value',
    mode: 'value',
    share: 'value',
    approverIds: 'fixed',
    delegations: 'set',
    verdict: 'fixed',
    createdAt: 'fixed',
    createdBy: 'fixed',
    scope: 'derived',
  },
  defaults: {
    ticketId: '',
    kind: 'task',
    parentId: '',
    title: '',
    note: '',
    state: 'open',
    assigneeId: '',
    position: '',
    dueAt: '',
    doneAt: '',
    doneBy: '',
    minutes: 0,
    startsAt: '',
    endsAt: '',
    billable: false,
    rate: 0,
    personId: '',
    correctsId: '',
    supplier: '',
    orderNumber: '',
    quantity: 1,
    unitPrice: 0,
    currency: '',
    assetId: '',
    step: 1,
    mode: 'one',
    share: 100,
    approverIds: [],
    delegations: [],
    verdict: '',
    createdAt: '',
    createdBy: '',
    scope: [],
  },
  conflicts: { state: furtherState, doneAt: firstQuietly, doneBy: firstQuietly },
  together: [
    ['state', 'doneAt', 'doneBy'],
    ['startsAt', 'endsAt'],
    ['unitPrice', 'currency'],
    ['mode', 'share'],
  ],
  indexes: ['ticketId', ['assigneeId', 'state'], ['kind', 'state']],
  parent: (item) =>
    item.kind === 'decision'
      ? { collection: 'items', id: item.parentId }
      : { collection: 'tickets', id: item.ticketId },
  parents: ['tickets', 'items'],
  ticketOf: (item) => item.ticketId,
  author: 'createdBy',
  lookups: (item) => ({
    ticket: [item.ticketId],
    approver: [...item.approverIds, ...item.delegations.map((each) => each.split('>')[1] ?? '')],
  }),
  check: checkItem,
})
