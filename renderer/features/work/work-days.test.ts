import { expect, test } from 'vitest'
import { items } from '#shared/items/collection.ts'
import type { Item } from '#shared/items/schema.ts'
import { minutesOf } from './timer.ts'
import { workDays } from './work-days.ts'

const aLog = (id: string, part: Partial<Item>): Item => ({
  ...(items.defaults as Item),
  id,
  rev: 1,
  deletedAt: '',
  ticketId: 't1',
  kind: 'work-log',
  personId: 'sarah',
  minutes: 30,
  createdAt: '2026-11-20T12:00:00.000Z',
  ...part,
})

test('time stands under its day, the newest first, and the last correction counts', () => {
  const days = workDays([
    aLog('one', {}),
    aLog('two', { createdAt: '2026-11-20T13:00:00.000Z', minutes: 45 }),
    aLog('corrected', { createdAt: '2026-11-20T14:00:00.000Z', correctsId: 'one', minutes: 20 }),
    aLog('earlier', { startsAt: '2026-11-18T12:00:00.000Z', minutes: 90 }),
  ])
  expect(days.map(({ day, minutes }) => [day, minutes])).toEqual([
    ['2026-11-20', 65],
    ['2026-11-18', 90],
  ])
  expect(days[0]?.entries.map(({ log, isCorrected }) => [log.id, isCorrected])).toEqual([
    ['two', false],
    ['corrected', true],
  ])
})

test('a timer counts whole minutes to the nearest, and never none', () => {
  const timer = { ticketId: 't1', startedAt: '2026-11-20T12:00:00.000Z' }
  expect(minutesOf({ ...timer, stoppedAt: '2026-11-20T12:12:31.000Z' }, '')).toBe(13)
  expect(minutesOf({ ...timer, stoppedAt: '' }, '2026-11-20T12:00:05.000Z')).toBe(1)
})
