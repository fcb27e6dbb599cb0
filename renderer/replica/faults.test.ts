import { firstValueFrom, filter } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DocumentStorage } from './database.ts'
import { breakable } from './testing/breakable-storage.ts'
import { aChange, aMessage, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, exchanged, patientEffects, statusWhere, validated } from './testing/device.ts'
import { dexieStorage } from './dexie-storage.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

const crash = () => new Error('the program ends here')
const disk = (device: ReturnType<typeof aDevice>) =>
  breakable(validated(dexieStorage(device.disk)) as DocumentStorage)

describe('after a crash', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
  })

  test('between the outbox and the documents, the act is shown at the next start', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const broken = disk(device)
    server.fault = () => offline
    const first = await start(device, { storage: broken.storage })
    broken.failure = (ids) => (ids.includes('t1') ? crash() : undefined)
    await first.write([aTicket('t1')])
    expect(await first.get('tickets', 't1')).toBeUndefined()
    await stop(first)
    const second = await start(device)
    expect(await second.get('tickets', 't1')).toMatchObject({ title: 'Printer jams' })
  })

  test('in the middle of a page, the page comes again', async () => {
    const server = new FakeServer()
    for (let at = 0; at < 600; at++) server.serve(aServedTicket(`t${at}`))
    const device = aDevice(server)
    const broken = disk(device)
    broken.failure = (ids) => (ids.includes('t300') ? new DOMException('', 'QuotaExceededError') : undefined)
    const first = await start(device, { storage: broken.storage })
    await statusWhere(first, ({ error }) => error === 'storage-full')
    expect(await first.get('tickets', 't0')).toBeDefined()
    await stop(first)
    const second = await start(device)
    await atRest(second)
    expect(await firstValueFrom(second.count('tickets', { selector: {} }))).toBe(600)
  })

  test('between the answer’s document and its entry, the entry is asked again and nothing doubles', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const broken = disk(device)
    const first = await start(device, { storage: broken.storage })
    await atRest(first)
    server.fault = () => offline
    await first.write([aTicket('t1')])
    broken.failure = (ids) => (ids.includes('t1') ? crash() : undefined)
    server.fault = () => undefined
    first.syncNow()
    await statusWhere(first, ({ phase }) => phase === 'failed')
    await stop(first)
    const second = await start(device)
    await atRest(second)
    expect(server.log).toHaveLength(1)
    expect(await second.get('tickets', 't1')).toMatchObject({ rev: 1, number: 1 })
  })
})

describe('when others wrote too', () => {
  test('a waiting change stays on top of what is pulled', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = (exchange) => (exchange === 'push' ? offline : undefined)
    await replica.write([aChange('t1', { title: 'Mine' })])
    server.write('tickets', 't1', { title: 'Theirs', priority: 'urgent' })
    server.poke()
    const ticket = await firstValueFrom(
      replica.doc('tickets', 't1').pipe(filter((doc) => doc?.priority === 'urgent')),
    )
    expect(ticket).toMatchObject({ title: 'Mine', rev: 2 })
  })

  test('an answer brings what another person changed meanwhile', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Mine' })])
    server.write('tickets', 't1', { priority: 'urgent' })
    server.fault = (exchange) => (exchange === 'pull' ? offline : undefined)
    replica.syncNow()
    await statusWhere(replica, ({ waiting }) => waiting === 0)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Mine', priority: 'urgent', rev: 3 })
  })

  test('a lost conflict shows the value that stands', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Mine' })])
    server.write('tickets', 't1', { title: 'Theirs' })
    server.fault = (exchange) => (exchange === 'pull' ? offline : undefined)
    replica.syncNow()
    await statusWhere(replica, ({ waiting }) => waiting === 0)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Theirs' })
  })

  test('a second edit of a field whose other side was never seen is a conflict as well', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = (exchange) => (exchange === 'push' ? offline : undefined)
    await replica.write([aChange('t1', { title: 'Mine' })])
    server.write('tickets', 't1', { title: 'Theirs' })
    server.poke()
    await firstValueFrom(replica.doc('tickets', 't1').pipe(filter((doc) => doc?.rev === 2)))
    await replica.write([aChange('t1', { title: 'Mine, again' })])
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Theirs' })
  })
})

describe('what the server rejects', () => {
  test('goes back to what the server has', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.refuses = ({ patch }) => ('title' in patch ? 'not-allowed' : undefined)
    await replica.write([aChange('t1', { title: 'Forbidden' }), aChange('t1', { priority: 'high' })])
    await atRest(replica)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Printer jams', priority: 'high' })
  })

  test('and was never there disappears, with what the server says of its children', async () => {
    const server = new FakeServer()
    server.refuses = () => 'not-allowed'
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1'), aMessage('m1', 't1')])
    await atRest(replica)
    expect(await replica.get('tickets', 't1')).toBeUndefined()
    expect(await replica.get('messages', 'm1')).toBeUndefined()
  })

  test('as a request is halved until one entry stands alone, which delays nobody', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const replica = await start(aDevice(server))
    for (const id of ['t1', 't2', 'poison', 't3']) await replica.write([aTicket(id)])
    await replica.write([aChange('poison', { priority: 'high' })])
    server.fault = (exchange, mutations) =>
      exchange === 'push' && mutations.some((mutation) => mutation.docId === 'poison')
        ? { kind: 'refused', status: 400, code: 'malformed' }
        : undefined
    replica.syncNow()
    await statusWhere(replica, ({ waiting, phase }) => waiting === 2 && phase === 'synced')
    expect(['t1', 't2', 't3'].map((id) => server.doc('tickets', id)?.rev)).toEqual([1, 1, 1])
    const [poison, after] = await firstValueFrom(replica.outbox)
    expect(poison).toMatchObject({ docId: 'poison', op: 'create', lastError: 'malformed' })
    expect(after).toMatchObject({ docId: 'poison', op: 'change', lastError: '' })
    expect(await replica.get('tickets', 'poison')).toMatchObject({ priority: 'high' })
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    expect(server.doc('tickets', 'poison')).toMatchObject({ priority: 'high' })
  })

  test('does not come back over what its author wrote since', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = (exchange, mutations) =>
      exchange === 'push' && mutations.some(({ patch }) => patch['title'] === 'First')
        ? { kind: 'refused', status: 403, code: 'server-refused' }
        : undefined
    await replica.write([aChange('t1', { title: 'First', priority: 'high' })])
    await statusWhere(replica, ({ waiting, phase }) => waiting === 1 && phase === 'synced')
    await replica.write([aChange('t1', { title: 'Second' })])
    await exchanged(replica)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Second', priority: 'high' })
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Second', priority: 'high' })
  })

  test('by falling over it every time is found out too', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const replica = await start(aDevice(server), {
      effects: patientEffects({ wait: (ms, signal) => patientEffects().wait(Math.min(ms, 5), signal) }),
    })
    for (const id of ['t1', 'poison', 't2']) await replica.write([aTicket(id)])
    server.fault = (exchange, mutations) =>
      exchange === 'push' && mutations.some((mutation) => mutation.docId === 'poison')
        ? { kind: 'unavailable', broken: true, retryAfter: 0 }
        : undefined
    replica.syncNow()
    await statusWhere(replica, ({ waiting }) => waiting === 1)
    expect(server.doc('tickets', 't2')).toBeDefined()
  })
})

test('a server older than the console gets everything in its order once it is updated', async () => {
  const server = new FakeServer()
  server.write('tickets', 't1', aTicket('t1').patch)
  const replica = await start(aDevice(server))
  await atRest(replica)
  server.fault = (exchange) =>
    exchange === 'push' ? { kind: 'refused', status: 409, code: 'schema-too-new' } : undefined
  await replica.write([aChange('t1', { title: 'First' })])
  await statusWhere(replica, ({ error }) => error === 'schema-too-new')
  await replica.write([aChange('t1', { title: 'Second' })])
  server.fault = () => undefined
  replica.syncNow()
  await atRest(replica)
  expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Second' })
  expect(server.pushed.flat().map(({ patch }) => patch['title'])).toEqual(['First', 'Second'])
})

describe('on a bad line', () => {
  test('a lost answer is asked for again and changes nothing', async () => {
    const server = new FakeServer()
    let lost = 0
    server.fault = (exchange) => (exchange === 'push' && lost++ === 0 ? 'answer-lost' : undefined)
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    await statusWhere(replica, ({ phase }) => phase === 'offline')
    replica.syncNow()
    await atRest(replica)
    expect(server.log).toHaveLength(1)
    expect(await replica.get('tickets', 't1')).toMatchObject({ number: 1, rev: 1 })
  })

  test('a replayed answer does not hide what was pulled since', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = (exchange) => (exchange === 'push' ? 'answer-lost' : undefined)
    await replica.write([aChange('t1', { title: 'Mine' })])
    await statusWhere(replica, ({ phase }) => phase === 'offline')
    server.write('tickets', 't1', { title: 'Later, by another' })
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Later, by another', rev: 3 })
  })

  test('a revoked device says so and sends nothing any more', async () => {
    const server = new FakeServer()
    server.fault = () => ({ kind: 'revoked' })
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    expect(await statusWhere(replica, ({ phase }) => phase === 'revoked')).toMatchObject({ waiting: 1 })
    expect(server.pushed).toEqual([])
  })

  test('a signed-out device keeps everything and goes on when it is signed in', async () => {
    const server = new FakeServer()
    server.fault = () => ({ kind: 'signed-out' })
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    const status = await statusWhere(replica, ({ phase }) => phase === 'signed-out')
    expect(status.waiting).toBe(1)
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    expect(server.doc('tickets', 't1')).toBeDefined()
  })
})

describe('when the server begins anew', () => {
  test('what is not served any more leaves the device, and what was made here stays', async () => {
    const server = new FakeServer()
    server.pageSize = 2
    for (const id of ['t1', 't2', 't3', 't4', 't5']) server.serve(aServedTicket(id))
    const replica = await start(aDevice(server))
    await atRest(replica)
    server.fault = (exchange) => (exchange === 'push' ? offline : undefined)
    await replica.write([aTicket('mine')])
    server.epoch = 2
    server.log = []
    for (const id of ['t1', 't3', 't5']) server.serve(aServedTicket(id))
    server.fault = () => undefined
    replica.syncNow()
    await atRest(replica)
    const ids = await firstValueFrom(replica.find('tickets', { selector: {} }))
    expect(ids.map((ticket) => ticket.id).sort()).toEqual(['mine', 't1', 't3', 't5'])
  })

  test('a crash in the middle of it loses nothing and leaves nothing over', async () => {
    const server = new FakeServer()
    server.pageSize = 2
    for (const id of ['t1', 't2', 't3', 't4', 't5']) server.serve(aServedTicket(id))
    const device = aDevice(server)
    const first = await start(device)
    await atRest(first)
    server.epoch = 2
    server.log = []
    for (const id of ['t1', 't3', 't5']) server.serve(aServedTicket(id))
    let pulls = 0
    server.fault = (exchange) => (exchange === 'pull' && ++pulls > 1 ? offline : undefined)
    first.syncNow()
    await statusWhere(first, ({ phase }) => phase === 'offline')
    await stop(first)
    server.fault = () => undefined
    const second = await start(device)
    await atRest(second)
    const ids = await firstValueFrom(second.find('tickets', { selector: {} }))
    expect(ids.map((ticket) => ticket.id).sort()).toEqual(['t1', 't3', 't5'])
  })

  test('after a restore it gets what it lost before what was saved since', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    await atRest(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Saved since' })])
    server.rows.clear()
    server.answers.clear()
    server.log = []
    server.epoch = 2
    server.pushed.length = 0
    server.fault = () => undefined
    await exchanged(replica)
    expect(
      server.pushed
        .flat()
        .map(({ op }) => op)
        .slice(0, 2),
    ).toEqual(['create', 'change'])
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Saved since' })
  })

  test('after a restore it gets again what it had answered and lost', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1')])
    await atRest(replica)
    await replica.write([aChange('t1', { title: 'After the backup' })])
    await atRest(replica)
    const restored = { rows: [...server.rows], answers: [...server.answers] }
    await replica.write([aTicket('t2'), aChange('t1', { priority: 'urgent' })])
    await atRest(replica)
    server.rows.clear()
    server.answers.clear()
    for (const [key, row] of restored.rows) server.rows.set(key, row)
    for (const [key, answer] of restored.answers) server.answers.set(key, answer)
    server.log = server.log.slice(0, 2)
    server.epoch = 2
    const before = server.pushed.length
    await exchanged(replica)
    const offered = server.pushed.slice(before).flat()
    expect(offered).toHaveLength(4)
    for (const mutation of offered) expect(mutation).toMatchObject({ baseRev: 0, again: true })
    expect(server.doc('tickets', 't2')).toBeDefined()
    expect(server.doc('tickets', 't1')).toMatchObject({ priority: 'urgent', title: 'After the backup' })
    expect(await replica.get('tickets', 't2')).toBeDefined()
  })

  test('a second restore, before the first one was gone through, loses nothing either', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const broken = disk(device)
    const first = await start(device, { storage: broken.storage })
    await first.write([aTicket('t1')])
    await atRest(first)
    const restore = (epoch: number) => {
      for (const kept of [server.rows, server.answers]) kept.clear()
      server.log = []
      server.serve(aServedTicket('old'))
      server.epoch = epoch
    }
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    broken.failure = () => new DOMException('', 'QuotaExceededError')
    restore(2)
    first.syncNow()
    await vi.waitFor(() => expect(server.doc('tickets', 't1')).toBeDefined())
    await stop(first)
    restore(3)
    const second = await start(device)
    await atRest(second)
    await exchanged(second)
    expect(server.doc('tickets', 't1')).toBeDefined()
  })

  test('what waits through a restore never overwrites in silence what others wrote since', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1', { title: 'Before' })])
    await atRest(replica)
    server.write('tickets', 't1', { priority: 'high' })
    await exchanged(replica)
    server.fault = () => offline
    await replica.write([aChange('t1', { title: 'Mine', impact: 'high' })])
    const [row] = [...server.rows.values()]
    server.rows.set('tickets/t1', { ...row, doc: { ...row?.doc, rev: 1 } } as typeof row & object)
    server.write('tickets', 't1', { title: 'Theirs' })
    server.epoch = 2
    server.fault = () => undefined
    await exchanged(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Theirs', impact: 'high' })
    const mine = server.pushed.flat().find(({ patch }) => patch['title'] === 'Mine')
    expect(mine).toMatchObject({ baseRev: 0, again: true })
    expect(server.answers.get(`laptop/${mine?.id}`)).toMatchObject({ status: 'conflicted' })
  })

  test('after a restore it never overwrites in silence what others wrote since', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aTicket('t1', { title: 'Before' })])
    await atRest(replica)
    const backup = { rows: [...server.rows], answers: [...server.answers] }
    for (const title of ['Mine', 'Mine, better']) {
      await replica.write([aChange('t1', { title })])
      await atRest(replica)
    }
    server.rows.clear()
    server.answers.clear()
    for (const [key, row] of backup.rows) server.rows.set(key, row)
    for (const [key, answer] of backup.answers) server.answers.set(key, answer)
    server.log = server.log.slice(0, 1)
    for (const title of ['Theirs', 'Theirs, again', 'Theirs, at last'])
      server.write('tickets', 't1', { title })
    server.epoch = 2
    await exchanged(replica)
    expect(server.doc('tickets', 't1')).toMatchObject({ title: 'Theirs, at last' })
    const offered = server.pushed.flat().filter(({ again }) => again === true)
    const statuses = offered.map(({ id }) => server.answers.get(`laptop/${id}`)?.status)
    expect(statuses.filter((status) => status === 'conflicted')).toHaveLength(2)
    expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Theirs, at last' })
  })
})
