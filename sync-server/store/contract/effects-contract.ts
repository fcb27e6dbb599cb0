import { describe, expect, test } from 'vitest'
import type { Store } from '../store.ts'
import { noon, noonAnd, type Subject } from './place.ts'

const aMail = (causeId: string, runAt = noon) => ({ kind: 'mail', causeId, payload: { to: 'é@b' }, runAt })

async function add(store: Store, ...effects: readonly ReturnType<typeof aMail>[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const effect of effects) await tx.addEffect(effect)
  })
}

/** The effects outbox. */
export function describeEffects({ store, stores }: Subject): void {
  const claim = (limit = 10, now = noon, leaseUntil = noonAnd(5)) =>
    store().effects.claim(['mail'], limit, now, leaseUntil)

  describe('effects', () => {
    test('are claimed once they are due, the longest due first', async () => {
      await add(store(), aMail('b', noonAnd(-1)), aMail('a', noonAnd(-2)), aMail('c', noonAnd(1)))
      const claimed = await claim()
      expect(claimed.map((effect) => effect.causeId)).toEqual(['a', 'b'])
      expect(claimed[0]).toEqual({
        ...aMail('a', noonAnd(-2)),
        id: claimed[0]?.id,
        attempts: 1,
        state: 'running',
        lastError: '',
      })
      expect(await claim()).toEqual([])
      expect((await claim(10, noonAnd(1))).map((effect) => effect.causeId)).toEqual(['c'])
    })

    test('are claimed up to the limit and of the asked kinds', async () => {
      await add(store(), aMail('a'), aMail('b'), aMail('c'))
      expect(await store().effects.claim(['report'], 10, noon, noonAnd(5))).toEqual([])
      expect(await store().effects.claim([], 10, noon, noonAnd(5))).toEqual([])
      expect(await claim(2)).toHaveLength(2)
      expect(await claim(2)).toHaveLength(1)
    })

    test('have one per kind and cause, and the first stays', async () => {
      await add(store(), aMail('a'))
      await add(
        store(),
        { ...aMail('a', noonAnd(9)), payload: { to: 'other' } },
        { ...aMail('a'), kind: 'sms' },
      )
      expect((await store().effects.byCause('mail', 'a'))?.payload).toEqual({ to: 'é@b' })
      expect((await store().effects.byCause('mail', 'a'))?.runAt).toBe(noon)
      expect(await store().effects.byCause('sms', 'a')).toBeDefined()
      expect(await store().effects.byCause('mail', 'z')).toBeUndefined()
    })

    test('are never given to two who claim at once', async () => {
      await add(store(), ...Array.from({ length: 100 }, (_, index) => aMail(`m-${index}`)))
      const claims = Array.from({ length: 30 }, (_, index) =>
        (stores()[index % stores().length] ?? store()).effects.claim(['mail'], 5, noon, noonAnd(5)),
      )
      const ids = (await Promise.all(claims)).flat().map((effect) => effect.id)
      expect(new Set(ids).size).toBe(ids.length)
      ids.push(...(await claim(100)).map((effect) => effect.id))
      expect(new Set(ids).size).toBe(100)
      expect(ids).toHaveLength(100)
    })

    test('become due again when the lease runs out', async () => {
      await add(store(), aMail('a'))
      await claim()
      expect(await claim(10, noonAnd(4))).toEqual([])
      const again = await claim(10, noonAnd(5), noonAnd(10))
      expect(again).toMatchObject([{ causeId: 'a', attempts: 2, state: 'running' }])
    })

    test('are kept from others by renewing the lease, as long as it is the same attempt', async () => {
      await add(store(), aMail('a'))
      const [a] = await claim()
      expect(await store().effects.renew(a?.id ?? '', 1, noonAnd(9))).toBe(true)
      expect(await claim(10, noonAnd(8))).toEqual([])
      expect(await claim(10, noonAnd(9), noonAnd(15))).toMatchObject([{ causeId: 'a', attempts: 2 }])
      expect(await store().effects.renew(a?.id ?? '', 1, noonAnd(20))).toBe(false)
      await store().effects.finish(a?.id ?? '', 'done', '')
      expect(await store().effects.renew(a?.id ?? '', 2, noonAnd(20))).toBe(false)
    })

    test('that are finished are never due again', async () => {
      await add(store(), aMail('a'), aMail('b'), aMail('c'), aMail('d'))
      const [a, b, c] = await claim(3)
      await store().effects.finish(a?.id ?? '', 'done', '')
      await store().effects.finish(b?.id ?? '', 'failed', 'no such address')
      await store().effects.finish(c?.id ?? '', 'uncertain', 'connection lost')
      expect(await store().effects.counts()).toEqual({ done: 1, failed: 1, uncertain: 1, waiting: 1 })
      expect((await claim(10, noonAnd(99))).map((effect) => effect.causeId)).toEqual(['d'])
      expect(await store().effects.byCause('mail', b?.causeId ?? '')).toMatchObject({
        state: 'failed',
        lastError: 'no such address',
      })
    })

    test('that are put back wait for their next try', async () => {
      await add(store(), aMail('a'))
      const [a] = await claim()
      await store().effects.retry(a?.id ?? '', noonAnd(3), 'busy')
      expect(await claim(10, noonAnd(2))).toEqual([])
      expect(await claim(10, noonAnd(3))).toMatchObject([
        { attempts: 2, lastError: 'busy', runAt: noonAnd(3) },
      ])
    })
  })
}
