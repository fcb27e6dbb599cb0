import { describe, expect, test } from 'vitest'
import { aTicket } from '#shared/tickets/builders.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { isHead, listLines, orderRows } from './list-order.ts'
import type { TicketRowDoc } from './list-query.ts'

const NAMES: Readonly<Record<string, string>> = {
  p1: 'Élodie Martin',
  p2: 'Zoé Petit',
  lyon: 'Lyon',
  nantes: 'Nantes',
}
const names = { personName: (id: string) => NAMES[id] ?? '', settingName: (id: string) => NAMES[id] ?? '' }

function row(id: string, fields: Partial<Ticket>): TicketRowDoc {
  return { ...aTicket({ id, ...fields }), updatedDesc: 0, openState: 'open' }
}

const ids = (rows: readonly TicketRowDoc[]) => rows.map(({ id }) => id)

describe('the order of a list', () => {
  test('people stand by name with accents where they belong, nobody last', () => {
    const rows = [
      row('a', { assigneeId: '' }),
      row('b', { assigneeId: 'p2' }),
      row('c', { assigneeId: 'p1' }),
    ]
    expect(ids(orderRows(rows, { sort: 'assignee' }, names))).toEqual(['c', 'b', 'a'])
    expect(ids(orderRows(rows, { sort: 'assignee', reverse: true }, names))).toEqual(['a', 'b', 'c'])
  })

  test('what is due first comes first, what is never due last', () => {
    const due = (id: string, resolutionDueAt: string) => row(id, { resolutionDueAt })
    const rows = [
      due('never', ''),
      due('late', '2026-11-22T09:00:00.000Z'),
      due('soon', '2026-11-20T09:00:00.000Z'),
    ]
    expect(ids(orderRows(rows, { sort: 'due' }, names))).toEqual(['soon', 'late', 'never'])
  })

  test('a ticket without its number yet is the newest', () => {
    const rows = [row('old', { number: 7 }), row('new', { number: 0 })]
    expect(ids(orderRows(rows, { sort: 'number' }, names))).toEqual(['new', 'old'])
  })

  test('groups stand together, each under its head with its count, in the order within', () => {
    const rows = [
      row('1', { siteId: 'nantes', priority: 'low' }),
      row('2', { siteId: 'lyon', priority: 'low' }),
      row('3', { siteId: 'lyon', priority: 'urgent' }),
      row('4', { siteId: '' }),
    ]
    const lines = listLines(orderRows(rows, { sort: 'priority', group: 'siteId' }, names), 'siteId')
    expect(lines.map((line) => (isHead(line) ? `${line.value}:${line.count}` : line.id))).toEqual([
      'lyon:2',
      '3',
      '2',
      'nantes:1',
      '1',
      ':1',
      '4',
    ])
  })
})
