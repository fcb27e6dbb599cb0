import { firstValueFrom, skip, take, toArray } from 'rxjs'
import { Value } from 'typebox/value'
import { afterEach, describe, expect, test } from 'vitest'
import { OutboxFile } from '#shared/protocol/outbox-file.ts'
import { aChange, aMessage, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, statusWhere } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

describe('a saved act', () => {
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
    await statusWhere(second, ({ waiting }) => waiting === 2)
    server.fault = () => undefined
    second.syncNow()
    await atRest(second)
    expect(server.doc('tickets', 't1')).toMatchObject({ priority: 'high', rev: 2 })
  })

  test('of several documents is saved whole', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await atRest(replica)
    await replica.write([aTicket('t1'), aMessage('m1', 't1'), aChange('t1', { status: 'open' })])
    await atRest(replica)
    expect(server.pushed.flat().map((mutation) => `${mutation.op} ${mutation.docId}`)).toEqual([
      'create t1',
      'create m1',
      'change t1',
    ])
    expect(await replica.get('tickets', 't1')).toMatchObject({ status: 'open' })
  })

  test('on a ticket lies where the ticket lies, before the server says so', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1', { siteId: 'site-2' }), aMessage('m1', 't1')])
    expect(await replica.get('messages', 'm1')).toMatchObject({ scope: ['org:org-1', 'site:site-2'] })
  })

  test('keeps what the person saw before, and leaves out what is too long to be worth it', async () => {
    const server = new FakeServer()
    const long = 'x'.repeat(3000)
    server.serve(aServedTicket('t1', { title: 'Old title', tags: [long.slice(0, 100)], resolution: long }))
    const replica = await start(aDevice(server), { deviceId: () => 'device-1' })
    await atRest(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'New title', resolution: 'short' })])
    const [entry] = await firstValueFrom(replica.outbox)
    expect(entry?.prev).toEqual({ title: 'Old title', resolution: long })
    const exported = JSON.parse(await replica.exportOutbox()) as { mutations: { prev: object }[] }
    expect(exported.mutations[0]?.prev).toEqual({ title: 'Old title', resolution: long })
    expect(Value.Check(OutboxFile, exported)).toBe(true)
    expect(exported).toMatchObject({ deviceId: 'device-1', cursor: '1.1' })
  })
})

describe('what the server serves', () => {
  test('is shown with the device’s own fields, newest first in ascending order', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('old', { updatedAt: '2026-01-01T00:00:00.000Z' }))
    server.serve(aServedTicket('new', { updatedAt: '2026-02-01T00:00:00.000Z' }))
    server.serve(aServedTicket('closed', { status: 'closed', updatedAt: '2026-03-01T00:00:00.000Z' }))
    const replica = await start(aDevice(server))
    await atRest(replica)
    const open = replica.find('tickets', {
      selector: { openState: 'open' },
      sort: [{ openState: 'asc' }, { updatedDesc: 'asc' }],
    })
    expect((await firstValueFrom(open)).map((ticket) => ticket.id)).toEqual(['new', 'old'])
  })

  test('reaches a device that only hears a poke', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await atRest(replica)
    const next = firstValueFrom(replica.doc('tickets', 't1').pipe(skip(1)))
    server.serve(aServedTicket('t1'))
    server.poke()
    expect(await next).toMatchObject({ id: 't1' })
  })

  test('keeps fields of a newer server and collections this version does not know break nothing', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('t1', { moodOfTheDay: 'fine' }))
    server.serve({ collection: 'horoscopes', doc: { id: 'h1', rev: 1 } })
    const replica = await start(aDevice(server))
    await atRest(replica)
    expect(await replica.get('tickets', 't1')).toMatchObject({ moodOfTheDay: 'fine' })
    await replica.write([aChange('t1', { title: 'Better' })])
    await atRest(replica)
    expect(server.pushed.flat().at(-1)?.patch).toEqual({ title: 'Better' })
  })

  test('that cannot be read is set aside and counted, and the rest arrives', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('bad', { title: 42 }))
    server.serve(aServedTicket('good'))
    const replica = await start(aDevice(server))
    const status = await atRest(replica)
    expect(status.unreadable).toBe(1)
    expect(await replica.get('tickets', 'bad')).toBeUndefined()
    expect(await replica.get('tickets', 'good')).toBeDefined()
    server.serve(aServedTicket('bad', { rev: 2 }))
    server.poke()
    expect(await statusWhere(replica, ({ unreadable }) => unreadable === 0)).toMatchObject({
      phase: 'synced',
    })
    expect(await replica.get('tickets', 'bad')).toMatchObject({ rev: 2 })
  })

  test('leaves the device when it is gone, content and all', async () => {
    const server = new FakeServer()
    server.serve(aServedTicket('t1', { title: 'Secret project' }))
    const device = aDevice(server)
    const replica = await start(device)
    await atRest(replica)
    const removal = firstValueFrom(replica.removals('tickets'))
    server.serve({ collection: 'tickets', id: 't1', gone: true })
    server.poke()
    expect(await removal).toBe('t1')
    await atRest(replica)
    expect(await replica.get('tickets', 't1')).toBeUndefined()
    await stop(replica)
    expect(await textOnDisk(device.disk.indexedDB)).not.toContain('Secret project')
  })

  test('is told to the search index, whoever wrote it', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await atRest(replica)
    const changes = firstValueFrom(replica.changes('tickets').pipe(take(2), toArray()))
    server.serve(aServedTicket('t1'))
    server.poke()
    await firstValueFrom(replica.changes('tickets'))
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Mine' })])
    expect((await changes).map((ticket) => ticket.title)).toEqual(['Ticket t1', 'Mine'])
  })
})

/** Every value of every database on a disk, as one text. */
async function textOnDisk(factory: IDBFactory): Promise<string> {
  let text = ''
  for (const { name } of await factory.databases()) {
    const database = await answered(factory.open(name ?? ''))
    for (const store of database.objectStoreNames) {
      const all = await answered(database.transaction(store).objectStore(store).getAll())
      text += JSON.stringify(all)
    }
    database.close()
  }
  return text
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error as Error))
  })
}
