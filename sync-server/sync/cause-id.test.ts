import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { causeId } from './cause-id.ts'

const at = '2026-11-20T08:00:00.000Z'

test('a cause has one id for each purpose, and it is a UUIDv7 of its time', () => {
  const id = causeId(at, 'device/mutation', 'activity')
  expect(validate(id) && version(id) === 7).toBe(true)
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(at))
  expect(causeId(at, 'device/mutation', 'activity')).toBe(id)
})

test('another purpose, cause or device has another id', () => {
  const ids = [
    causeId(at, 'a/1', 'x'),
    causeId(at, 'a/1', 'y'),
    causeId(at, 'a/2', 'x'),
    causeId(at, 'b/1', 'x'),
    causeId('', 'a/1', 'x'),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})
