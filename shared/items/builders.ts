import { items } from './collection.ts'
import type { Item } from './schema.ts'

/** An item for tests: an open task on `ticket-1` of organisation `org-1` in Lyon, as the server knows it. */
export function anItem(fields: Partial<Item> = {}): Item {
  return {
    ...(items.defaults as Item),
    id: 'item-1',
    rev: 1,
    deletedAt: '',
    ticketId: 'ticket-1',
    title: 'Swap the dock',
    createdAt: '2026-11-20T08:00:00.000Z',
    createdBy: 'agent-1',
    scope: ['org:org-1', 'site:site-lyon'],
    ...fields,
  }
}
