import { BehaviorSubject, firstValueFrom, map } from 'rxjs'
import { expect, test } from 'vitest'
import { aTicket } from '#shared/tickets/builders.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import { mergedSources } from './merged-sources.ts'

/** A replica that holds these tickets, and a `duplicate-of` link for each pair of `from` and `to`. */
function holding(tickets: readonly Ticket[], links: readonly (readonly [from: string, to: string])[]) {
  const held = new BehaviorSubject(tickets)
  const replica = {
    find: (_name: string, { selector }: { readonly selector: { readonly toId: string } }) =>
      held.pipe(map(() => links.filter(([, to]) => to === selector.toId).map(([fromId]) => ({ fromId })))),
    doc: (_name: string, id: string) => held.pipe(map((known) => known.find((ticket) => ticket.id === id))),
  }
  return { held, replica: replica as unknown as Replica }
}

const merged = (id: string, mergedIntoId: string) => aTicket({ id, mergedIntoId })
const idsIn = async (replica: Replica, id: string) =>
  (await firstValueFrom(mergedSources(replica, id))).map((ticket) => ticket.id)

test('the tickets merged into one are found, also through others', async () => {
  const tickets = [aTicket({ id: 'c' }), merged('b', 'c'), merged('a', 'b')]
  const { replica } = holding(tickets, [
    ['b', 'c'],
    ['a', 'b'],
  ])
  expect(await idsIn(replica, 'c')).toEqual(['b', 'a'])
  expect(await idsIn(replica, 'a')).toEqual([])
})

test('a duplicate that was not merged, one that is not here, and a ring of merges add nothing', async () => {
  const tickets = [merged('a', 'b'), merged('b', 'a'), aTicket({ id: 'd' })]
  const { replica } = holding(tickets, [
    ['a', 'b'],
    ['b', 'a'],
    ['d', 'b'],
    ['gone', 'b'],
  ])
  expect(await idsIn(replica, 'b')).toEqual(['a'])
})

test('a merge that is taken back is followed', async () => {
  const { held, replica } = holding([merged('a', 'b')], [['a', 'b']])
  const seen: string[][] = []
  const following = mergedSources(replica, 'b').subscribe((found) => seen.push(found.map(({ id }) => id)))
  held.next([aTicket({ id: 'a' })])
  following.unsubscribe()
  expect(seen.at(0)).toEqual(['a'])
  expect(seen.at(-1)).toEqual([])
})
