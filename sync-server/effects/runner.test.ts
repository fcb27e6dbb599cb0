import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '#shared/kernel/time.ts'
import type { Effect } from '../store/effect-store.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { startEffects, type EffectHandler, type EffectRunner, type EffectTimes } from './runner.ts'

const TIMES: EffectTimes = { pollMs: 50, leaseMs: 5_000, retryMs: [1, 1] }

let dataDir: string
let store: Store
let errors: unknown[]
const runners: EffectRunner[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'satchel-effects-'))
  store = await openStore({ dataDir, clock: systemClock, newId: v7 })
  errors = []
})

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop()
  await store.close()
  await rm(dataDir, { recursive: true, force: true })
})

function start(handler: EffectHandler, times: Partial<EffectTimes> = {}): EffectRunner {
  const onError = (error: unknown) => void errors.push(error)
  const runner = startEffects({
    store,
    clock: systemClock,
    handlers: { greet: handler },
    onError,
    times: { ...TIMES, ...times },
  })
  runners.push(runner)
  return runner
}

const add = (causeId: string, runAt = systemClock()) =>
  store.transact((tx) => tx.addEffect({ kind: 'greet', causeId, payload: { name: causeId }, runAt }))

const settled = (causeId: string, state: Effect['state']) =>
  vi.waitFor(async () => {
    const effect = await store.effects.byCause('greet', causeId)
    expect(effect?.state).toBe(state)
    return effect
  })

test('an effect is performed once, soon after it was added', async () => {
  const greeted: string[] = []
  const runner = start(
    async ({ effect }) => {
      greeted.push(String(effect.payload['name']))
      return { state: 'done' }
    },
    { pollMs: 60_000 },
  )
  await add('ada')
  await add('ada')
  await settled('ada', 'done')
  expect(greeted).toEqual(['ada'])
  expect(runner.counts()).toEqual({ done: 1, retried: 0, failed: 0, uncertain: 0 })
})

test('a retry comes again until it works', async () => {
  start(async ({ effect }) => (effect.attempts < 3 ? { state: 'retry', error: 'busy' } : { state: 'done' }))
  await add('ada')
  expect(await settled('ada', 'done')).toMatchObject({ attempts: 3 })
})

test('the last try knows that it is, and then the effect has failed', async () => {
  const last: boolean[] = []
  start(async ({ isLast }) => {
    last.push(isLast)
    return { state: 'retry', error: 'never' }
  })
  await add('ada')
  expect(await settled('ada', 'failed')).toMatchObject({ attempts: 3, lastError: 'never' })
  expect(last).toEqual([false, false, true])
})

test('a handler that throws is told of and tried again', async () => {
  start(async ({ effect }) => {
    if (effect.attempts === 1) throw new Error('a bug')
    return { state: 'done' }
  })
  await add('ada')
  await settled('ada', 'done')
  expect(errors).toHaveLength(1)
})

test('failed and uncertain effects are not tried again', async () => {
  const runner = start(async ({ effect }) => ({
    state: effect.causeId === 'ada' ? 'failed' : 'uncertain',
    error: 'x',
  }))
  await add('ada')
  await add('bob')
  await settled('ada', 'failed')
  await settled('bob', 'uncertain')
  expect(runner.counts()).toMatchObject({ failed: 1, uncertain: 1 })
})

test('an effect that takes longer than its lease stays with its worker', async () => {
  let tries = 0
  const slow: EffectHandler = async ({ isMine }) => {
    tries++
    await new Promise((resolve) => setTimeout(resolve, 400))
    return (await isMine()) ? { state: 'done' } : { state: 'retry', error: 'lost' }
  }
  start(slow, { leaseMs: 150 })
  start(slow, { leaseMs: 150 })
  await add('ada')
  expect(await settled('ada', 'done')).toMatchObject({ attempts: 1 })
  expect(tries).toBe(1)
})

test('a worker whose lease ran out learns that the effect is another one’s', async () => {
  await add('ada')
  const [now, later] = [systemClock(), new Date(Date.now() + 60_000).toISOString()]
  const [stale] = await store.effects.claim(['greet'], 1, now, now)
  const [current] = await store.effects.claim(['greet'], 1, later, later)
  expect(await store.effects.renew(stale?.id ?? '', stale?.attempts ?? 0, later)).toBe(false)
  expect(await store.effects.renew(current?.id ?? '', current?.attempts ?? 0, later)).toBe(true)
})
