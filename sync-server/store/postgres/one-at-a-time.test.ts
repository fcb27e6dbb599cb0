import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

function slowWork() {
  const runs: PromiseWithResolvers<void>[] = []
  const call = oneAtATime(() => {
    const run = Promise.withResolvers<void>()
    runs.push(run)
    return run.promise
  })
  return { call, runs }
}

test('calls during a run share one more run after it', async () => {
  const { call, runs } = slowWork()
  const first = call()
  const [second, third] = [call(), call()]
  expect(runs).toHaveLength(1)
  runs[0]?.resolve()
  await first
  await expect.poll(() => runs.length).toBe(2)
  runs[1]?.resolve()
  await Promise.all([second, third])
  expect(runs).toHaveLength(2)
})

test('a run that fails fails for its own callers alone', async () => {
  const { call, runs } = slowWork()
  const first = call()
  const second = call()
  runs[0]?.reject(new Error('the database is away'))
  await expect(first).rejects.toThrow('away')
  await expect.poll(() => runs.length).toBe(2)
  runs[1]?.resolve()
  await second
})
