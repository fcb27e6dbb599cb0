import { describe, expect, test } from 'vitest'
import type { Id } from '#shared/kernel/ids.ts'
import type { ParkedMutation } from '../parked-store.ts'
import type { Store } from '../store.ts'
import { aWrite, noon, noonAnd, save, type Subject } from './place.ts'

function aNote(id: Id, ticketId: Id, at = noon): ParkedMutation {
  const patch = { ticketId, text: 'Écran noir' }
  const mutation = { id, docId: id, op: 'create', baseRev: 0, patch, at, schema: 0 } as const
  return {
    deviceId: 'device-1',
    personId: 'person-1',
    parent: { collection: 'tickets', id: ticketId },
    mutation: { ...mutation, collection: 'messages' },
    at,
  }
}

async function park(store: Store, ...notes: readonly ParkedMutation[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const note of notes) await tx.park(note)
  })
}

const idsOf = (found: readonly ParkedMutation[]) => found.map(({ mutation }) => mutation.id)

/** Mutations that wait for the document they hang on. */
export function describeParked({ store, stores }: Subject): void {
  describe('parked mutations', () => {
    test('are ready once their parent is there, in the order in which they came', async () => {
      await park(store(), aNote('b', 'ticket-1'), aNote('a', 'ticket-1'), aNote('c', 'ticket-2'))
      expect(await store().parked.ready(10)).toEqual([])
      await save(store(), aWrite({ id: 'ticket-1' }))
      expect(idsOf(await store().parked.ready(10))).toEqual(['b', 'a'])
      expect(idsOf(await store().parked.ready(1))).toEqual(['b'])
      expect((await store().parked.ready(1))[0]).toEqual(aNote('b', 'ticket-1'))
    })

    test('are ready again only after their parent was written again', async () => {
      await park(store(), aNote('a', 'ticket-1'))
      await save(store(), aWrite({ id: 'ticket-1', rev: 3 }))
      expect(await store().transact((tx) => tx.tryParked('device-1', 'a', 3))).toBe(true)
      expect(await store().parked.ready(10)).toEqual([])
      await save(store(), aWrite({ id: 'ticket-1', rev: 4 }))
      expect(idsOf(await store().parked.ready(10))).toEqual(['a'])
    })

    test('are taken up by one process alone', async () => {
      await park(store(), aNote('a', 'ticket-1'))
      const takeUp = (own: Store) =>
        own.transact(async (tx) => {
          if (!(await tx.tryParked('device-1', 'a', 1))) return false
          await tx.dropParked('device-1', 'a')
          return true
        })
      const taken = await Promise.all([...stores(), ...stores()].map(takeUp))
      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await store().parked.before(noonAnd(1), 10)).toEqual([])
    })

    test('are found by their age, the oldest first', async () => {
      await park(
        store(),
        aNote('new', 't', noon),
        aNote('old', 't', noonAnd(-9)),
        aNote('mid', 't', noonAnd(-5)),
      )
      expect(idsOf(await store().parked.before(noon, 10))).toEqual(['old', 'mid'])
      expect(idsOf(await store().parked.before(noon, 1))).toEqual(['old'])
    })

    test('are known by the document they make and counted, each device for itself', async () => {
      await park(store(), aNote('a', 'ticket-1'), aNote('b', 'ticket-2'))
      await store().transact(async (tx) => {
        const doc = { collection: 'messages', id: 'a' } as const
        expect(await tx.parkedParent('device-1', doc)).toEqual({ collection: 'tickets', id: 'ticket-1' })
        expect(await tx.parkedParent('device-2', doc)).toBeUndefined()
        expect(await tx.parkedCount('device-1')).toBe(2)
        expect(await tx.parkedCount('device-2')).toBe(0)
      })
    })

    test('a document is known to have lain in buckets it has left', async () => {
      await save(store(), aWrite({ id: 'ticket-1', buckets: ['site:lyon'] }))
      const moved = aWrite({ id: 'ticket-1', rev: 2, buckets: ['site:paris'], prevBuckets: ['site:lyon'] })
      await save(store(), moved)
      await store().transact(async (tx) => {
        const doc = { collection: 'tickets', id: 'ticket-1' } as const
        expect(await tx.everIn(doc, ['site:lyon', 'site:nice'])).toBe(true)
        expect(await tx.everIn(doc, ['site:nice'])).toBe(false)
        expect(await tx.everIn({ ...doc, id: 'ticket-2' }, ['site:lyon'])).toBe(false)
      })
    })

    test('a provisional answer gives way to the final one', async () => {
      const parked = { id: 'a', status: 'parked', rev: 0 } as const
      const final = { id: 'a', status: 'accepted', rev: 1 } as const
      await store().transact((tx) => tx.recordAnswer('device-1', 'a', parked, noon))
      await store().transact((tx) => tx.replaceAnswer('device-1', 'a', final))
      expect(await store().transact((tx) => tx.ledgerAnswer('device-1', 'a'))).toEqual(final)
    })
  })
}
