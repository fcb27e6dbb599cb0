import { expect, test } from 'vitest'
import { fromLocalField, toLocalField } from './local-time.ts'

test('an instant goes into the field and comes back the same', () => {
  const at = '2026-11-21T20:30:00.000Z'
  expect(fromLocalField(toLocalField(at))).toBe(at)
})

test('an empty field is no instant', () => {
  expect(toLocalField('')).toBe('')
  expect(fromLocalField('')).toBe('')
  expect(fromLocalField('tomorrow')).toBe('')
})
