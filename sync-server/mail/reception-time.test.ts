import { expect, test } from 'vitest'
import { receptionTime } from './reception-time.ts'

const NOW = '2026-11-20T10:00:05.250Z'

test('a mail that has just come was received now', () => {
  expect(receptionTime(new Date('2026-11-20T10:00:04.000Z'), NOW, '')).toBe(NOW)
  expect(receptionTime(undefined, NOW, '')).toBe(NOW)
})

test('a mail that waited was received when the mail server got it', () => {
  expect(receptionTime(new Date('2026-11-18T07:00:00.000Z'), NOW, '')).toBe('2026-11-18T07:00:00.000Z')
})

test('a mail server whose clock is ahead does not bring mail from the future', () => {
  expect(receptionTime(new Date('2027-01-01T00:00:00.000Z'), NOW, '')).toBe(NOW)
})

test('mails of one second stay in their order', () => {
  const arrivedAt = new Date('2026-11-18T07:00:00.000Z')
  const first = receptionTime(arrivedAt, NOW, '')
  const second = receptionTime(arrivedAt, NOW, first)
  expect(second).toBe('2026-11-18T07:00:00.001Z')
  expect(receptionTime(arrivedAt, NOW, second)).toBe('2026-11-18T07:00:00.002Z')
})
