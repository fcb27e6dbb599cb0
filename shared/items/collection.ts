import { defineCollection } from '../kernel/collection.ts'
import { refuse } from '../kernel/result.ts'
import { Item } from './schema.ts'

export const items = defineCollection<Item>({
  name: 'items',
  version: 0,
  schema: Item,
  mode: 'merged',
  fields: {
    ticketId: 'fixed', kind: 'fixed', parentId: 'value', title: 'value', note: 'text', state: 'value',
    assigneeId: 'value', position: 'value', dueAt: 'value', minutes: 'value', billable: 'value', createdAt: 'fixed',
    createdBy: 'fixed', scope: 'derived',
  },
  defaults: {
    ticketId: '', kind: 'task', parentId: '', title: '', note: '', state: 'open', assigneeId: '', position: '',
    dueAt: '', minutes: 0, billable: false, createdAt: '', createdBy: '', scope: [],
  },
  indexes: ['ticketId'],
  parent: (item) => ({ collection: 'tickets', id: item.ticketId }),
  lookups: (item) => ({ ticket: [item.ticketId] }),
  check: ({ after }) => (after.title.trim() === '' ? refuse('title-empty', 'title').refusal : undefined),
})
