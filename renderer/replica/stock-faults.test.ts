import { firstValueFrom, filter } from 'rxjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { breakable } from './testing/breakable-storage.ts'
import { aChange, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, exchanged, patientEffects, statusWhere, validated } from './testing/device.ts'
import { dexieStorage } from './dexie-storage.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

/** Each of these loses data or stops with the replication that comes with RxDB 17.6; see docs/decisions. */
describe('where RxDB’s own replication fails, ours does not:', () => {
  test('a clock set back between two starts still pushes the edit made offline', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device)
    await atRest(first)
    await stop(first)
    server.fault = () => offline
    const twoYearsAgo = patientEffects({ now: () => Date.parse('2024-01-01T00:00:00Z') })
    const second = await start(device, { effects: twoYearsAgo })
    await second.write([aChange('t1', { title: 'Written in the past' })])
    await stop(second)
    server.fault = () => undefined
    await atRest(await start(device))
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Written in the past' })
  })

  test('an edit whose answer could not be written once is settled the next time', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const broken = breakable(validated(dexieStorage(device.disk)))
    const replica = await start(device, { storage: broken.storage })
    await atRest(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Mine' })])
    server.write('tickets', 't1', { title: 'Theirs' })
    let failures = 0
    broken.failure = () => (failures++ === 0 ? new Error('a conflict that could not be handled') : undefined)
    server.fault = () => undefined
    replica.syncNow()
    await statusWhere(replica, ({ phase }) => phase === 'failed')
    await exchanged(replica)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Theirs' })
    expect(server.answers.get('laptop/' + server.pushed.flat()[0]?.id)?.status).toBe('conflicted')
  })

  test('a page that could not be written comes again, though later ones could be', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const server = new FakeServer()
    server.pageSize = 1
    server.serve(aServedTicket('first'))
    server.serve(aServedTicket('second'))
    const device = aDevice(server)
    const broken = breakable(validated(dexieStorage(device.disk)))
    let failures = 0
    broken.failure = (ids) =>
      ids.includes('first') && failures++ === 0 ? new DOMException('', 'QuotaExceededError') : undefined
    const replica = await start(device, { storage: broken.storage })
    await statusWhere(replica, ({ phase }) => phase === 'failed')
    await exchanged(replica)
    const tickets = await firstValueFrom(replica.find('tickets', { selector: {} }))
    expect(tickets.map((ticket) => ticket.id)).toEqual(['first', 'second'])
  })

  test('a row the server refuses for ever does not keep the others from coming', async () => {
    const server = new FakeServer()
    server.fault = (exchange) =>
      exchange === 'push' ? { kind: 'refused', status: 422, code: 'no' } : undefined
    const replica = await start(aDevice(server))
    await replica.write([aTicket('refused')])
    server.serve(aServedTicket('from-elsewhere'))
    replica.syncNow()
    expect(
      await firstValueFrom(replica.doc('tickets', 'from-elsewhere').pipe(filter((doc) => doc !== undefined))),
    ).toBeDefined()
    expect(await replica.get('tickets', 'refused')).toBeDefined()
  })

  test('a server that fails on every push is pulled from all the same', async () => {
    const server = new FakeServer()
    server.fault = (exchange) =>
      exchange === 'push' ? { kind: 'unavailable', broken: true, retryAfter: 0 } : undefined
    const replica = await start(aDevice(server))
    await replica.write([aTicket('mine')])
    server.serve(aServedTicket('from-elsewhere'))
    replica.syncNow()
    await firstValueFrom(replica.doc('tickets', 'from-elsewhere').pipe(filter((doc) => doc !== undefined)))
  })

  test('a missed live event leaves no hole: the next occasion brings everything after the cursor', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.serve(aServedTicket('missed'))
    server.serve(aServedTicket('heard'))
    server.poke()
    await firstValueFrom(replica.doc('tickets', 'heard').pipe(filter((doc) => doc !== undefined)))
    expect(await replica.get('tickets', 'missed')).toBeDefined()
  })

  test('without a live connection the poll brings it', async () => {
    const server = new FakeServer()
    server.fault = (exchange) => (exchange === 'live' ? offline : undefined)
    const minuteIsShort = patientEffects({
      wait: (ms, signal) => patientEffects().wait(ms === 60_000 ? 20 : ms, signal),
    })
    const replica = await start(aDevice(server), { effects: minuteIsShort })
    await atRest(replica)
    server.serve(aServedTicket('t1'))
    await firstValueFrom(replica.doc('tickets', 't1').pipe(filter((doc) => doc !== undefined)))
  })

  test('a changed field takes less than 400 bytes, however much its document holds', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('t1', { title: 'x'.repeat(290), resolution: 'y'.repeat(5000) }))
    const replica = await start(aDevice(server))
    await atRest(replica)
    await replica.write([aChange('t1', { urgency: 'high' })])
    await exchanged(replica)
    const [sent] = server.pushed
    expect(sent).toHaveLength(1)
    expect(JSON.stringify({ mutations: sent }).length).toBeLessThan(400)
  })

  test('a bare tombstone removes the document', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('t1'))
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.serve({
      collection: 'tickets',
      doc: { id: 't1', rev: 2, deletedAt: '2026-03-02T00:00:00.000Z', title: null },
    })
    server.poke()
    await firstValueFrom(replica.doc('tickets', 't1').pipe(filter((doc) => doc === undefined)))
    expect((await atRest(replica)).unreadable).toBe(0)
  })
})
