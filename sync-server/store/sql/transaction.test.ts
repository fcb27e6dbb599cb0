import { expect, test } from 'vitest'
import { once, retrying } from './transaction.ts'

const passing = new Error('deadlock detected')

function failing(times: number, error = passing) {
  let calls = 0
  const work = () => {
    calls += 1
    return calls <= times ? Promise.reject(error) : Promise.resolve('done')
  }
  return { work, calls: () => calls }
}

const isPassing = (error: unknown) => error === passing

test('work that fails for a passing reason is done again', async () => {
  const { work, calls } = failing(4)
  expect(await retrying(isPassing, work)).toBe('done')
  expect(calls()).toBe(5)
})

test('work is done five times at most', async () => {
  const { work, calls } = failing(9)
  await expect(retrying(isPassing, work)).rejects.toBe(passing)
  expect(calls()).toBe(5)
})

test('work that fails for another reason is not done again', async () => {
  const { work, calls } = failing(1, new Error('a bug'))
  await expect(retrying(isPassing, work)).rejects.toThrow('a bug')
  expect(calls()).toBe(1)
})

test('what is done once is done once, for whoever asks', async () => {
  const { work, calls } = failing(0)
  const close = once(async () => void (await work()))
  await Promise.all([close(), close()])
  await close()
  expect(calls()).toBe(1)
})
