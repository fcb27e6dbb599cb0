import { expect, test } from 'vitest'
import { backoff } from './effects.ts'

test('pauses double from one second, half of each by chance', () => {
  const longest = [1, 2, 3, 4].map((failures) => backoff(failures, () => 1))
  const shortest = [1, 2, 3, 4].map((failures) => backoff(failures, () => 0))
  expect(longest).toEqual([1000, 2000, 4000, 8000])
  expect(shortest).toEqual([500, 1000, 2000, 4000])
})

test('after an outage of any length the server is tried again soon enough to be done within 30 seconds', () => {
  for (const failures of [6, 7, 100, 10_000]) expect(backoff(failures, () => 1)).toBeLessThanOrEqual(20_000)
})
