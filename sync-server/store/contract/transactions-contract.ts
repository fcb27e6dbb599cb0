import { describe, expect, test } from 'vitest'
import { DuplicateMutation, type StoreTx } from '../store.ts'
import { aSignal, aWrite, noon, save, type Subject } from './place.ts'

const answer = (id: string, rev = 1) => ({ id, status: 'accepted' as const, rev })

/** Transactions, locks, the ledger and counters. */
export function describeTransactions(subject: Subject): void {
  const { store, stores } = subject
  const other = () => stores().at(-1) ?? store()

  describe('a transaction', () => {
    test('gives back what its work returned', async () => {
      expect(await store().transact(() => Promise.resolve('done'))).toBe('done')
    })

    test('sees its own writes, which nobody else sees before it ends', async () => {
      await store().transact(async (tx) => {
        await tx.put(aWrite({ lookups: { email: ['a@b'] } }))
        expect((await tx.doc('tickets', 'ticket-1'))?.doc.rev).toBe(1)
        expect(await tx.find('tickets', 'email', 'a@b', { limit: 1 })).toHaveLength(1)
        expect(await tx.docs('tickets', ['ticket-1'])).toHaveLength(1)
        expect(await tx.list('tickets', { limit: 1 })).toHaveLength(1)
        expect(await tx.count('tickets')).toBe(1)
        expect(await store().doc('tickets', 'ticket-1')).toBeUndefined()
        expect(await other().count('tickets')).toBe(0)
      })
      expect(await other().count('tickets')).toBe(1)
    })

    test('that fails leaves nothing', async () => {
      const work = async (tx: StoreTx) => {
        await tx.put(aWrite({ lookups: { email: ['a@b'] } }))
        await tx.recordAnswer('device-1', 'mutation-1', answer('mutation-1'), noon)
        await tx.addEffect({ kind: 'mail', causeId: 'message-1', payload: {}, runAt: noon })
        await tx.nextNumber('ticket')
        throw new Error('the rule was broken')
      }
      await expect(store().transact(work)).rejects.toThrow('the rule was broken')
      await store().sequence()
      expect(await store().doc('tickets', 'ticket-1')).toBeUndefined()
      expect(await store().find('tickets', 'email', 'a@b', { limit: 1 })).toEqual([])
      expect(await store().head()).toBe(0)
      expect(await store().effects.byCause('mail', 'message-1')).toBeUndefined()
      await store().transact(async (tx) => {
        expect(await tx.ledgerAnswer('device-1', 'mutation-1')).toBeUndefined()
        expect(await tx.nextNumber('ticket')).toBe(1)
      })
    })

    test('inside another one is refused, and the outer one fails with it', async () => {
      const nested = store().transact(async (tx) => {
        await tx.put(aWrite())
        await store().transact(() => Promise.resolve())
      })
      await expect(nested).rejects.toThrow('inside another one')
      expect(await store().count('tickets')).toBe(0)
    })

    test('may be started by another one that has ended', async () => {
      const ended = aSignal()
      let later = Promise.resolve()
      await store().transact(async () => {
        later = ended.given.then(() => save(store(), aWrite()))
      })
      ended.give()
      await later
      expect(await store().count('tickets')).toBe(1)
    })

    test('hundreds at once all happen', async () => {
      const ids = Array.from({ length: 300 }, (_, index) => `ticket-${index}`)
      await Promise.all(
        ids.map((id, index) => save(stores()[index % stores().length] ?? store(), aWrite({ id }))),
      )
      expect(await store().count('tickets')).toBe(300)
      expect(await store().head()).toBe(300)
    })
  })

  describe('a lock', () => {
    const raise = async (tx: StoreTx, id: string) => {
      const before = await tx.lock('tickets', id)
      await tx.put(aWrite({ id, rev: (before?.doc.rev ?? 0) + 1 }))
    }

    test('lets no concurrent change of a document get lost', async () => {
      await save(store(), aWrite({ rev: 1 }))
      const raises = Array.from({ length: 20 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).transact((tx) => raise(tx, 'ticket-1')),
      )
      await Promise.all(raises)
      expect((await store().doc('tickets', 'ticket-1'))?.doc.rev).toBe(21)
    })

    test('holds for a document that does not exist yet', async () => {
      const raises = Array.from({ length: 20 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).transact((tx) => raise(tx, 'ticket-new')),
      )
      await Promise.all(raises)
      expect((await store().doc('tickets', 'ticket-new'))?.doc.rev).toBe(20)
    })

    test('on many documents at once, in whatever order and also on those to come, holds for each', async () => {
      await save(store(), aWrite({ id: 'a' }))
      const docs = ['b', 'a'].map((id) => ({ collection: 'tickets', id }) as const)
      const raises = Array.from({ length: 10 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).transact(async (tx) => {
          const wanted = index % 2 === 0 ? docs : docs.toReversed()
          await tx.prepare({ deviceId: 'device-1', mutationIds: ['mutation-1'], docs: wanted })
          expect(await tx.ledgerAnswer('device-1', 'mutation-1')).toBeUndefined()
          for (const { id } of wanted) await raise(tx, id)
        }),
      )
      await Promise.all(raises)
      expect((await store().doc('tickets', 'a'))?.doc.rev).toBe(11)
      expect((await store().doc('tickets', 'b'))?.doc.rev).toBe(10)
    })

    test('taken crosswise by two transactions is resolved by running one again', async () => {
      await save(store(), aWrite({ id: 'a' }), aWrite({ id: 'b' }))
      const [aLocked, bLocked] = [aSignal(), aSignal()]
      let runs = 0
      const crosswise =
        (first: string, second: string, mine: typeof aLocked, theirs: typeof bLocked) =>
        async (tx: StoreTx) => {
          runs += 1
          await raise(tx, first)
          mine.give()
          // Only where both may hold a lock at once can they wait for each other.
          if (stores().length > 1) await theirs.given
          await raise(tx, second)
        }
      await Promise.all([
        store().transact(crosswise('a', 'b', aLocked, bLocked)),
        other().transact(crosswise('b', 'a', bLocked, aLocked)),
      ])
      expect(runs).toBe(stores().length > 1 ? 3 : 2)
      expect((await store().doc('tickets', 'a'))?.doc.rev).toBe(3)
      expect((await store().doc('tickets', 'b'))?.doc.rev).toBe(3)
    })
  })

  describe('the ledger', () => {
    test('keeps the answer to a mutation per device', async () => {
      const given = { ...answer('mutation-1', 7), doc: { id: 'ticket-1', title: 'é' } }
      await store().transact((tx) => tx.recordAnswer('device-1', 'mutation-1', given, noon))
      await store().transact(async (tx) => {
        expect(await tx.ledgerAnswer('device-1', 'mutation-1')).toEqual(given)
        expect(await tx.ledgerAnswer('device-2', 'mutation-1')).toBeUndefined()
      })
    })

    test('takes one answer of many that race, and the others leave nothing', async () => {
      const race = Array.from({ length: 12 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).transact(async (tx) => {
          if (await tx.ledgerAnswer('device-1', 'mutation-1')) throw new DuplicateMutation('mutation-1')
          await tx.put(aWrite({ id: `ticket-${index}` }))
          await tx.recordAnswer('device-1', 'mutation-1', answer('mutation-1', index), noon)
        }),
      )
      const outcomes = await Promise.allSettled(race)
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
      expect(failed).toHaveLength(11)
      expect(failed.every((outcome) => outcome.reason instanceof DuplicateMutation)).toBe(true)
      expect(await store().count('tickets')).toBe(1)
    })

    test('throws DuplicateMutation for a second answer', async () => {
      const record = () =>
        store().transact((tx) => tx.recordAnswer('device-1', 'mutation-1', answer('mutation-1'), noon))
      await record()
      await expect(record()).rejects.toThrow(DuplicateMutation)
    })
  })

  describe('a counter', () => {
    test('counts from 1 without gaps, however many transactions fail', async () => {
      const draws = Array.from({ length: 60 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).transact(async (tx) => {
          const number = await tx.nextNumber('ticket')
          if (index % 3 === 0) throw new Error('taken back')
          return number
        }),
      )
      const outcomes = await Promise.allSettled(draws)
      const numbers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    })

    test('counts for itself', async () => {
      await store().transact(async (tx) => {
        expect(await tx.nextNumber('ticket')).toBe(1)
        expect(await tx.nextNumber('ticket')).toBe(2)
        expect(await tx.nextNumber('change')).toBe(1)
      })
    })
  })
}
