import { Dexie } from 'dexie'
import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dexieStorage } from './dexie-storage.ts'
import { databaseNames, deleteDatabases } from './delete-databases.ts'
import { breakable, quotaExceeded } from './testing/breakable-storage.ts'
import { aChange, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, statusWhere, validated } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

const isDocuments = (name: string) => name.startsWith('rxdb-dexie-')

describe('a full disk', () => {
  test('is said, and what the log holds is safe', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const device = aDevice(server)
    const broken = breakable(validated(dexieStorage(device.disk)))
    const replica = await start(device, { storage: broken.storage })
    broken.failure = () => quotaExceeded()
    await replica.write([aTicket('t1')])
    await statusWhere(replica, ({ error, waiting }) => error === 'storage-full' && waiting === 1)
    expect(await replica.exportOutbox()).toContain('Printer jams')
    broken.failure = () => undefined
    server.fault = () => undefined
    await replica.write([aChange('t1', { priority: 'high' })])
    await atRest(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ priority: 'high' })
  })
})

test('a full disk keeps no device from hearing that it was revoked', async () => {
  const server = new FakeServer()
  server.fault = () => offline
  const device = aDevice(server)
  const broken = breakable(validated(dexieStorage(device.disk)))
  const replica = await start(device, { storage: broken.storage })
  broken.failure = () => quotaExceeded()
  await replica.write([aTicket('t1')])
  await statusWhere(replica, ({ error }) => error === 'storage-full')
  server.fault = () => ({ kind: 'revoked' })
  replica.syncNow()
  expect(await statusWhere(replica, ({ phase }) => phase === 'revoked')).toMatchObject({ waiting: 1 })
})

describe('documents that are lost', () => {
  test('come again from the server, and the outbox lies over them', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device)
    await atRest(first)
    server.fault = () => offline
    await first.write([aChange('t1', { title: 'Mine' })])
    await stop(first)
    await deleteDatabases(isDocuments, device.disk)
    const second = await start(device)
    expect(await statusWhere(second, ({ error }) => error !== '')).toMatchObject({ error: 'replica-rebuilt' })
    server.fault = (exchange) => (exchange === 'push' ? offline : undefined)
    second.syncNow()
    await vi.waitFor(async () =>
      expect(await second.get('tickets', 't1')).toMatchObject({ title: 'Mine', rev: 1 }),
    )
    server.fault = () => undefined
    second.syncNow()
    expect(await atRest(second)).toMatchObject({ error: '' })
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Mine' })
  })

  test('because their database is damaged are rebuilt', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device)
    await atRest(first)
    await stop(first)
    await damage(device.disk, (name) => isDocuments(name) && name.endsWith('tickets'))
    const second = await start(device)
    await atRest(second)
    expect(await second.get('tickets', 't1')).toMatchObject({ title: 'Printer jams' })
  })
})

describe('a copy the browser removed', () => {
  test('between two starts is told from one that was there, and comes again from the server', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device)
    expect(first.isNew).toBe(true)
    await atRest(first)
    await stop(first)
    const second = await start(device)
    expect(second.isNew).toBe(false)
    await stop(second)
    await deleteDatabases(() => true, device.disk)
    const third = await start(device)
    expect(third.isNew).toBe(true)
    await atRest(third)
    expect(await third.get('tickets', 't1')).toMatchObject({ title: 'Printer jams' })
  })

  test('without its documents shows nothing that the server never heard of', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device)
    await atRest(first)
    server.fault = () => offline
    await first.write([aChange('t1', { title: 'Never sent' }), aTicket('t2')])
    await stop(first)
    await deleteDatabases((name) => !isDocuments(name), device.disk)
    server.fault = () => undefined
    const second = await start(device)
    expect(second.isNew).toBe(true)
    await atRest(second)
    expect(await second.get('tickets', 't1')).toMatchObject({ title: 'Printer jams' })
    expect(await second.get('tickets', 't2')).toBeUndefined()
  })

  test('while it is open says so, and is not silently begun anew', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const replica = await start(device, { collections: ['tickets'] })
    await atRest(replica)
    const lost = firstValueFrom(replica.lost)
    await deleteDatabases((name) => name.endsWith('-outbox'), device.disk)
    await lost
    await expect(replica.write([aTicket('t1')])).rejects.toMatchObject({ name: 'DatabaseClosedError' })
    expect((await databaseNames(device.disk)).filter((name) => name.endsWith('-outbox'))).toEqual([])
  })
})

test('opening twice in one window is refused and harms nothing', async () => {
  const server = new FakeServer()
  server.serve(aServedTicket('t1'))
  const device = aDevice(server)
  const replica = await start(device)
  await atRest(replica)
  await expect(device.start()).rejects.toMatchObject({ code: 'DB8' })
  expect(await replica.get('tickets', 't1')).toBeDefined()
})

describe('an update of the console', () => {
  test('that changes a schema carries the documents over, without a network', async () => {
    const server = new FakeServer()
    for (let at = 0; at < 1100; at++) server.serve(aServedTicket(`t${at}`))
    const device = aDevice(server)
    const first = await start(device, { collections: ['tickets', 'messages'] })
    await atRest(first)
    server.fault = () => offline
    await first.write([aTicket('mine'), aChange('t1', { title: 'Edited' })])
    await stop(first)
    const second = await start(device)
    expect(await firstValueFrom(second.count('tickets', { selector: {} }))).toBe(1101)
    expect(await second.get('tickets', 't1')).toMatchObject({ title: 'Edited' })
    expect(await second.get('tickets', 'mine')).toBeDefined()
    await stop(second)
    const left = (await databaseNames(device.disk)).filter(isDocuments)
    expect(new Set(left.map((name) => name.split('--')[0]))).toHaveProperty('size', 1)
    server.fault = () => undefined
    await atRest(await start(device))
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Edited' })
  })
})

describe('wiping', () => {
  test('leaves no database of this person, and every one of another', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const other = await start(device, { personId: 'somebody-else', collections: ['tickets'] })
    const replica = await device.start({ collections: ['tickets'] })
    await replica.write([aTicket('t1')])
    await replica.files.putFile(new File(['secret'], 'a.txt'))
    await replica.wipe()
    await stop(other)
    const left = await databaseNames(device.disk)
    const prefixes = new Set(left.map((name) => /satchel-[0-9a-f]{16}/.exec(name)?.[0]))
    expect(prefixes.size).toBe(1)
    const again = await start(device, { personId: 'somebody-else', collections: ['tickets'] })
    await atRest(again)
  })
})

/** A database whose stores are not what the program expects: what a broken upgrade leaves behind. */
async function damage(
  disk: ReturnType<typeof aDevice>['disk'],
  isChosen: (name: string) => boolean,
): Promise<void> {
  const names = (await databaseNames(disk)).filter(isChosen)
  await deleteDatabases((name) => names.includes(name), disk)
  for (const name of names) {
    const database = new Dexie(name, disk)
    database.version(1).stores({ docs: '++other', changes: 'x', attachments: 'y' })
    await database.open()
    database.close()
  }
}
