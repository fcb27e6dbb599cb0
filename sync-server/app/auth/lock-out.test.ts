import { expect, test } from 'vitest'
import { createUnknownAccounts, lockEnd, lockSeconds, secondsLeft } from './lock-out.ts'

const now = '2026-11-20T10:00:00.000Z'

test('the lock begins with the fifth wrong password and doubles up to a quarter of an hour', () => {
  expect([1, 4, 5, 6, 7, 9, 10, 500].map(lockSeconds)).toEqual([0, 0, 30, 60, 120, 480, 900, 900])
})

test('seconds left are rounded up and end at zero', () => {
  expect(secondsLeft(lockEnd(now, 30), now)).toBe(30)
  expect(secondsLeft('2026-11-20T10:00:00.001Z', now)).toBe(1)
  expect(secondsLeft(now, now)).toBe(0)
  expect(secondsLeft('', now)).toBe(0)
})

test('an address without an account is locked like one that has one', () => {
  const unknown = createUnknownAccounts()
  const tries = [1, 2, 3, 4, 5].map(() => unknown.recordFailure('a', now))
  expect(tries.map(({ lockedUntil }) => lockedUntil)).toEqual(['', '', '', '', lockEnd(now, 30)])
  expect(unknown.tries('a').lockedUntil).toBe(lockEnd(now, 30))
  expect(unknown.tries('b').lockedUntil).toBe('')
})

test('the oldest addresses are forgotten', () => {
  const unknown = createUnknownAccounts(2)
  for (const key of ['a', 'b', 'a', 'c']) unknown.recordFailure(key, now)
  expect(['a', 'b', 'c'].map((key) => unknown.tries(key).failures)).toEqual([2, 0, 1])
})
