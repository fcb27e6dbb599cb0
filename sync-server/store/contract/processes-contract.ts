import { describe, expect, test } from 'vitest'
import type { Store } from '../store.ts'
import { activityOf, aSignal, aWrite, save, type Subject } from './place.ts'

/** A connection to the database may take its time on a busy machine; in milliseconds. */
const PATIENT = { timeout: 30_000 }

/** Starting, stopping, and what one process notices of another. */
export function describeProcesses({ store, stores, place }: Subject): void {
  const other = () => stores().at(-1) ?? store()

  describe('a store', () => {
    test('can be opened by four processes at once', async () => {
      const opened = await Promise.all(Array.from({ length: 4 }, () => place().open()))
      const epochs = await Promise.all(opened.map((own) => own.epoch()))
      expect(new Set(epochs).size).toBe(1)
      await save(opened[3] ?? store(), aWrite())
      expect(await opened[0]?.count('tickets')).toBe(1)
    })

    test('has kept everything when it is opened again', async () => {
      await save(store(), aWrite())
      const epoch = await store().epoch()
      await Promise.all(stores().map((own) => own.close()))
      const again = await place().open()
      expect(await again.doc('tickets', 'ticket-1')).toBeDefined()
      expect(await again.head()).toBe(1)
      expect(await again.epoch()).toBe(epoch)
    })

    test('answers a ping while it is open, and throws when it is closed', async () => {
      const own = await place().open()
      await own.ping()
      await own.close()
      await expect(own.ping()).rejects.toThrow()
    })

    test('lets a transaction end that is running when it is closed', async () => {
      const own = await place().open()
      const [started, released] = [aSignal(), aSignal()]
      const running = own.transact(async (tx) => {
        started.give()
        await released.given
        await tx.put(aWrite())
      })
      await started.given
      const closing = own.close()
      released.give()
      await Promise.all([running, closing])
      expect(await store().count('tickets')).toBe(1)
    })
  })

  describe('a signal', () => {
    const told = (own: Store) => {
      const texts: string[] = []
      return { texts, stop: own.onSignal((text) => texts.push(text)) }
    }

    test('of any process reaches the listeners of all, in order and whole', async () => {
      const heard = stores().map(told)
      const words = ['first', 'l’été à 14 h: "{}"\'; --', 'x'.repeat(1999)]
      // Before a process listens nothing comes: the first ones may be missed.
      await expect
        .poll(() => {
          other().signal('are you there?')
          return heard.every(({ texts }) => texts.length > 0)
        }, PATIENT)
        .toBe(true)
      for (const text of words) other().signal(text)
      for (const { texts } of heard) {
        await expect.poll(() => texts.filter((text) => text !== 'are you there?'), PATIENT).toEqual(words)
      }
    })

    test('is kept nowhere, and reaches none that has stopped', async () => {
      const [stopped, listening] = [told(store()), told(store())]
      stopped.stop()
      store().signal('now')
      await expect.poll(() => listening.texts, PATIENT).toEqual(['now'])
      expect(stopped.texts).toEqual([])
      expect(told(await place().open()).texts).toEqual([])
    })
  })

  describe('activity', () => {
    test('of any process reaches the listeners of all', async () => {
      const heard = stores().map(activityOf)
      await other().transact((tx) => tx.put(aWrite()))
      await Promise.all(heard)
      const announced = stores().map(activityOf)
      store().announce()
      await Promise.all(announced)
    })

    test('tells each listener once for many calls in a row, and none that has stopped', async () => {
      let [calls, stopped] = [0, 0]
      store().onActivity(() => (calls += 1))
      store().onActivity(() => (stopped += 1))()
      const heard = activityOf(store())
      for (let call = 0; call < 50; call++) store().announce()
      await heard
      expect(calls).toBe(1)
      expect(stopped).toBe(0)
    })

    test('is told of sequencing, after which every process has the same head', async () => {
      await store().transact((tx) => tx.put(aWrite()))
      await Promise.all(stores().map((own) => own.sequence()))
      expect(await Promise.all(stores().map((own) => own.head()))).toEqual(stores().map(() => 1))
    })
  })
}
