import { expect, test } from 'vitest'
import { accept, refuse } from '#shared/kernel/result.ts'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import { devicesOfAll, openDevices } from './devices-of-all.ts'

const aDevice = (id: string, fields: Partial<DeviceEntry> = {}): DeviceEntry => ({
  id,
  name: 'Firefox',
  createdAt: '2026-11-01T08:00:00.000Z',
  seenAt: '2026-11-20T08:00:00.000Z',
  revokedAt: '',
  current: false,
  ...fields,
})
const PEOPLE = Array.from({ length: 11 }, (_, at) => `person-${at}`)

test('devices that were revoked are left out, the last seen stand first', () => {
  const [old, seen] = [aDevice('old', { seenAt: '2026-11-02T08:00:00.000Z' }), aDevice('seen')]
  const revoked = aDevice('lost', { revokedAt: '2026-11-19T08:00:00.000Z' })
  expect(openDevices([old, revoked, seen]).map(({ id }) => id)).toEqual(['seen', 'old'])
})

test('everybody is asked about, a few at a time; whom one does not administer has none to show', async () => {
  const told = new Map<string, number>()
  let [asking, most] = [0, 0]
  const ended = await devicesOfAll(
    PEOPLE,
    async (id) => {
      asking += 1
      most = Math.max(most, asking)
      await Promise.resolve()
      asking -= 1
      return id === 'person-3' ? refuse('not-found') : accept({ devices: [aDevice(`${id}-laptop`)] })
    },
    (id, devices) => told.set(id, devices.length),
    new AbortController().signal,
  )
  expect(ended).toBeUndefined()
  expect([...told.keys()].toSorted()).toEqual([...PEOPLE].toSorted())
  expect(told.get('person-3')).toBe(0)
  expect(most).toBe(4)
})

test('without the server it ends at once and says why', async () => {
  let asked = 0
  const ended = await devicesOfAll(
    PEOPLE,
    async () => {
      asked += 1
      return refuse('unreachable')
    },
    () => expect.fail('there is nothing to tell'),
    new AbortController().signal,
  )
  expect(ended?.code).toBe('unreachable')
  expect(asked).toBeLessThanOrEqual(4)
})

test('nothing is told after it was stopped', async () => {
  const stop = new AbortController()
  const told: string[] = []
  const ended = await devicesOfAll(
    PEOPLE,
    async () => accept({ devices: [] }),
    (id) => {
      told.push(id)
      stop.abort()
    },
    stop.signal,
  )
  expect(told).toHaveLength(1)
  expect(ended).toBeUndefined()
})
