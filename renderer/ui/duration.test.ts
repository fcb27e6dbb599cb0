import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockFace, readDuration, writeDuration } from './duration.ts'

test.each([
  ['90', 90],
  ['1h30', 90],
  ['1:30', 90],
  ['0:45', 45],
  ['1h', 60],
  ['1 h 5 min', 65],
  ['1h5', 65],
  ['1H05', 65],
  ['45min', 45],
  ['45 m', 45],
  ['1.5', 90],
  ['1,5 h', 90],
  ['.25h', 15],
  ['2 hours', 120],
  ['2 heures 30 minutes', 150],
  ['  8h  ', 480],
])('%s is %d minutes', (typed, minutes) => {
  expect(readDuration(typed)).toBe(minutes)
})

test.each(['', '0', '0:00', '1:60', '1h75', 'abc', '-5', '1h30h', '1:2:3', '12e3', '1.555', 'h30'])(
  '“%s” is no length of time',
  (typed) => {
    expect(readDuration(typed)).toBeUndefined()
  },
)

test('what is written can be read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 59_999 }), (minutes) => {
      expect(readDuration(writeDuration(minutes))).toBe(minutes)
    }),
  )
})

test('a clock shows hours and whole minutes, and never less than none', () => {
  expect(clockFace(12 * 60_000 + 59_999)).toBe('00:12')
  expect(clockFace(26 * 3_600_000 + 5 * 60_000)).toBe('26:05')
  expect(clockFace(-5000)).toBe('00:00')
})
