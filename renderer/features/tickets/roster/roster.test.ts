import { describe, expect, test } from 'vitest'
import type { LocalDoc } from '#renderer/replica/replica.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { SORTS } from '../filters.ts'
import { orderRows } from '../list-order.ts'
import { personRank } from '../person-rank.ts'
import { countReader, rowsReader } from './read-roster.ts'
import { createRoster } from './roster.ts'
import type { ListTicket } from './list-ticket.ts'

const NAMES: Readonly<Record<string, string>> = { p1: 'Élodie Martin', p2: 'Zoé Petit', p3: 'Émile Noir' }
const names = { personName: (id: string) => NAMES[id] ?? '', settingName: (id: string) => NAMES[id] ?? '' }
const rank = () => personRank(names.personName, Object.values(NAMES))

function row(id: string, fields: Partial<Ticket> & { readonly age?: number } = {}): LocalDoc<'tickets'> {
  const { age = 0, ...rest } = fields
  return { ...aTicket({ id, ...rest }), updatedDesc: age, openState: 'open' }
}

const MANY = Array.from({ length: 60 }, (_, at) =>
  row(`t${String(at).padStart(2, '0')}`, {
    age: (at * 37) % 60,
    number: at % 9 === 0 ? 0 : at,
    title: `${['Écran', 'imprimante', 'Zoom', '', 'ecran'][at % 5]} ${at % 7}`.trim(),
    priority: (['low', 'urgent', 'normal'] as const)[at % 3] ?? 'low',
    status: (['open', 'new', 'pending'] as const)[at % 3] ?? 'open',
    requesterId: ['p2', 'p1', '', 'p3'][at % 4] ?? '',
    assigneeId: ['', 'p2', 'p1'][at % 3] ?? '',
    createdAt: `2026-11-${String(1 + (at % 20)).padStart(2, '0')}T08:00:00.000Z`,
    resolutionDueAt: at % 4 === 0 ? '' : `2026-12-${String(1 + (at % 11)).padStart(2, '0')}T08:00:00.000Z`,
    siteId: ['p1', '', 'p2'][at % 3] ?? '',
  }),
)
const all = () => true
const ids = (rows: readonly ListTicket[]) => rows.map(({ id }) => id)
const newestFirst = (rows: readonly LocalDoc<'tickets'>[]) =>
  rows.toSorted((a, b) => a.updatedDesc - b.updatedDesc)

describe('the roster', () => {
  test.each(SORTS)('holds the order by %s that the rows of a page would get', (sort) => {
    const roster = createRoster(rank())
    for (let at = 0; at < MANY.length; at += 7) roster.put(MANY.slice(at, at + 7))
    for (const reverse of [false, true]) {
      for (const group of ['none', 'siteId'] as const) {
        const search = { sort, reverse, group }
        const expected = orderRows(newestFirst(MANY), search, names)
        expect(ids(rowsReader(roster, all, search, names)())).toEqual(ids(expected))
      }
    }
  })

  test('follows single changes and many at once to the same order', () => {
    const changed = MANY.map((ticket, at) => ({
      ...ticket,
      title: `Now ${at % 8}`,
      number: 60 - at,
      updatedDesc: at,
    }))
    const [one, other] = [createRoster(rank()), createRoster(rank())]
    for (const roster of [one, other]) roster.put(MANY)
    for (const ticket of changed) one.put([ticket])
    one.put([], ['t03', 't17'])
    other.put(
      changed.filter(({ id }) => id !== 't03' && id !== 't17'),
      ['t03', 't17'],
    )
    for (const sort of SORTS) expect(ids(one.inOrder(sort))).toEqual(ids(other.inOrder(sort)))
    expect(one.inOrder('title')).toHaveLength(58)
  })

  test('orders by the names people have now', () => {
    const roster = createRoster(() => Infinity)
    roster.put([row('a', { assigneeId: 'p2' }), row('b', { assigneeId: 'p1' }), row('c')])
    roster.rename(rank())
    expect(ids(roster.inOrder('assignee'))).toEqual(['b', 'a', 'c'])
  })

  test('lets go of a deleted ticket', () => {
    const roster = createRoster(rank())
    roster.put(MANY)
    roster.put([{ ...MANY[4], deletedAt: '2026-11-20T08:00:00.000Z' } as LocalDoc<'tickets'>])
    expect(roster.inOrder('updated')).toHaveLength(59)
  })
})

describe('a reading of the roster', () => {
  const isUrgent = (ticket: ListTicket) => ticket.priority === 'urgent'

  test('stays the same rows as long as nothing in the list changes', () => {
    const roster = createRoster(rank())
    roster.put(MANY)
    const read = rowsReader(roster, isUrgent, { sort: 'updated' }, names)
    const before = read()
    roster.put([{ ...MANY[0], title: 'Not urgent' } as LocalDoc<'tickets'>])
    expect(read()).toBe(before)
    roster.put([{ ...MANY[1], title: 'Urgent' } as LocalDoc<'tickets'>])
    expect(read()).not.toBe(before)
    expect(read().map(({ title }) => title)).toContain('Urgent')
  })

  test('counts on from each change, and anew after several', () => {
    const roster = createRoster(rank())
    const count = countReader(roster, isUrgent)
    expect(count()).toBe(0)
    roster.put(MANY)
    expect(count()).toBe(20)
    roster.put([{ ...MANY[0], priority: 'urgent' } as LocalDoc<'tickets'>])
    expect(count()).toBe(21)
    roster.put([], ['t00'])
    roster.put([], ['t01'])
    expect(count()).toBe(19)
  })

  test('tells those who listen, and not when nothing a list shows is other', () => {
    const roster = createRoster(rank())
    let told = 0
    const stop = roster.subscribe(() => told++)
    roster.put(MANY)
    roster.put([{ ...MANY[3], rev: 9 } as LocalDoc<'tickets'>])
    stop()
    roster.put([], ['t00'])
    expect(told).toBe(1)
  })
})
