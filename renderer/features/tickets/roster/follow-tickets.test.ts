import { of, Subject, type Observable } from 'rxjs'
import { expect, test, vi } from 'vitest'
import type { LocalDoc, Replica } from '#renderer/replica/replica.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import { followTickets } from './follow-tickets.ts'
import { createRoster } from './roster.ts'

type Row = LocalDoc<'tickets'>
const row = (id: string, updatedDesc: number, title = 'As it was'): Row => ({
  ...aTicket({ id, title }),
  updatedDesc,
  openState: 'open',
})

/** A replica that answers as RxDB does, and what it tells of changes. */
function aReplica(rows: readonly Row[], onFind: () => void = () => undefined) {
  const changes = new Subject<Row>()
  const removals = new Subject<string>()
  const find = (_name: string, query: { selector: { updatedDesc: { $gte: number } }; limit: number }) => {
    onFind()
    const found = rows.filter(({ updatedDesc }) => updatedDesc >= query.selector.updatedDesc.$gte)
    return of(
      found.toSorted((a, b) => a.updatedDesc - b.updatedDesc).slice(0, query.limit),
    ) as Observable<unknown>
  }
  const replica = { find, changes: () => changes, removals: () => removals } as unknown as Replica
  return { replica, changes, removals }
}

const titles = (roster: ReturnType<typeof createRoster>) =>
  Object.fromEntries(roster.inOrder('updated').map(({ id, title }) => [id, title]))

test('reads every ticket, however many share an instant', async () => {
  const rows = Array.from({ length: 730 }, (_, at) => row(`t${at}`, at < 450 ? 7 : at))
  const roster = createRoster(() => 0)
  const stop = followTickets(aReplica(rows).replica, roster)
  await vi.waitFor(() => expect(roster.isComplete).toBe(true))
  stop()
  expect(roster.inOrder('updated')).toHaveLength(730)
})

test('what changes while it reads is newer than the page', async () => {
  const rows = Array.from({ length: 250 }, (_, at) => row(`t${at}`, at))
  let asked = 0
  const { replica, changes, removals } = aReplica(rows, () => {
    asked += 1
    if (asked !== 2) return
    changes.next(row('t150', 150, 'As it is'))
    removals.next('t151')
  })
  const roster = createRoster(() => 0)
  const stop = followTickets(replica, roster)
  await vi.waitFor(() => expect(roster.isComplete).toBe(true))
  await vi.waitFor(() => expect(titles(roster)['t150']).toBe('As it is'))
  expect(titles(roster)['t151']).toBeUndefined()
  changes.next(row('t3', 0, 'Later'))
  removals.next('t4')
  await vi.waitFor(() => expect(titles(roster)['t3']).toBe('Later'))
  expect(titles(roster)['t4']).toBeUndefined()
  stop()
})
