import { tickets } from './collection.ts'
import type { Ticket } from './schema.ts'

/** A ticket for tests: an open incident of organisation `org-1` in Lyon, as the server knows it. */
export function aTicket(fields: Partial<Ticket> = {}): Ticket {
  return {
    ...(tickets.defaults as Ticket),
    id: 'ticket-1',
    rev: 1,
    deletedAt: '',
    label: 'NEW-7F3K',
    number: 1042,
    title: 'External screens stay black',
    status: 'open',
    orgId: 'org-1',
    siteId: 'site-lyon',
    requesterId: 'person-1',
    createdAt: '2026-11-20T08:00:00.000Z',
    createdBy: 'person-1',
    updatedAt: '2026-11-20T08:00:00.000Z',
    ...fields,
  }
}
