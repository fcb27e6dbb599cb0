import { describe, expect, test } from 'vitest'
import { isInReach, monthBefore } from './scope.ts'

describe('a reach', () => {
  const reach = { buckets: ['org:a', 'public'], since: '2026-03' }

  test('holds what lies in one of its buckets', () => {
    expect(isInReach(reach, ['org:a', 'site:x'])).toBe(true)
    expect(isInReach(reach, ['org:b'])).toBe(false)
    expect(isInReach(reach, [])).toBe(false)
  })

  test('holds what was closed in its first month or later', () => {
    expect(isInReach(reach, ['closed:2026-03', 'org:a'])).toBe(true)
    expect(isInReach(reach, ['closed:2027-01', 'org:a'])).toBe(true)
    expect(isInReach(reach, ['closed:2026-02', 'org:a'])).toBe(false)
    expect(isInReach(reach, ['closed:2026-04', 'org:b'])).toBe(false)
  })

  test('without a first month holds everything of its buckets', () => {
    expect(isInReach({ ...reach, since: '' }, ['closed:1999-12', 'org:a'])).toBe(true)
  })
})

test('months are counted whatever the day', () => {
  expect(monthBefore('2026-11-20T12:00:00.000Z', 12)).toBe('2025-11')
  expect(monthBefore('2026-03-31T23:59:59.999Z', 1)).toBe('2026-02')
  expect(monthBefore('2026-01-01T00:00:00.000Z', 1)).toBe('2025-12')
  expect(monthBefore('2026-01-01T00:00:00.000Z', 1200)).toBe('1926-01')
})
