import { afterEach, describe, expect, test } from 'vitest'
import type { Replica } from './replica.ts'
import { aDevice, atRest, statusWhere, type Device } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const running: Replica[] = []
const start = async (device: Device, options = {}) => {
  const replica = await device.start(options)
  running.push(replica)
  return replica
}
const stop = async (replica: Replica) => {
  running.splice(running.indexOf(replica), 1)
  await replica.stop()
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((replica) => replica.stop()))
})

const offline = { kind: 'network', detail: 'cable pulled' } as const
const aTicket = (id: string, patch = {}) => ({
  collection: 'tickets' as const,
  docId: id,
  op: 'create' as const,
  patch: {
    title: 'Printer jams',
    orgId: 'org-1',
    label: 'NEW-AAAA',
    updatedAt: '2026-03-01T08:00:00.000Z',
    ...patch,
  },
})
const aChange = (id: string, patch: Record<string, unknown>) => ({
  collection: 'tickets' as const,
  docId: id,
  op: 'change' as const,
  patch,
})

describe('A saved act', () => {
  test('is shown at once and reaches the server', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Printer jams', openState: 'open' })
    await atRest(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Printer jams', rev: 1, number: 1 })
    expect(await replica.get('tickets', 't1')).toMatchObject({ number: 1, rev: 1 })
  })

  test('survives a restart without a network', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const device = aDevice(server)
    const first = await start(device)
    await first.write([aTicket('t1')])
    await first.write([aChange('t1', { priority: 'high' })])
    await stop(first)
    const second = await start(device)
    expect(await second.get('tickets', 't1')).toMatchObject({ priority: 'high', title: 'Printer jams' })
    expect(await statusWhere(second, ({ waiting }) => waiting === 2)).toMatchObject({ waiting: 2 })
    server.fault = () => undefined
    second.syncNow()
    await atRest(second)
    expect(server.doc('tickets', 't1')).toMatchObject({ priority: 'high', rev: 2 })
  })
})
