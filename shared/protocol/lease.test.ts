import { describe, expect, test } from 'vitest'
import { isLeaseOver, silenceAt, silenceBroken, type Silence } from './lease.ts'

const DAY = 86_400_000
const start = Date.parse('2026-11-20T09:00:00.000Z')

/** Looks at the clock at these days after the server was last reached. */
const looks = (...days: number[]): Silence =>
  days.reduce((silence, day) => silenceAt(silence, start + day * DAY), silenceBroken(start))

describe('a device without its server', () => {
  test('works until its days are over', () => {
    expect(isLeaseOver(looks(10, 29.9), 30)).toBe(false)
    expect(isLeaseOver(looks(10, 30), 30)).toBe(true)
  })

  test('gains nothing when its clock is set back, however often', () => {
    expect(isLeaseOver(looks(20, 0, 10), 30)).toBe(true)
    expect(isLeaseOver(looks(10, 0, 10, 0, 9.9), 30)).toBe(false)
    expect(isLeaseOver(looks(10, 0, 10, 0, 10), 30)).toBe(true)
  })

  test('begins anew when it reaches the server, whatever its clock showed', () => {
    expect(looks(400).passed).toBe(400 * DAY)
    expect(isLeaseOver(silenceAt(silenceBroken(start), start + DAY), 30)).toBe(false)
  })

  test('is never locked by a server that sets no limit', () => {
    expect(isLeaseOver(looks(4000), 0)).toBe(false)
  })
})
