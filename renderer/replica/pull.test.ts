import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test, vi } from 'vitest'
import { openDatabase } from './database.ts'
import { documentStore } from './document-store.ts'
import { mutex } from './exclusive.ts'
import { META, readMeta } from './meta.ts'
import { openOutbox } from './outbox.ts'
import { pullAll, type PullParts } from './pull.ts'
import { aServedTicket } from './testing/cases.ts'
import { memoryStorage } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

/** What a pull works with, on an empty device; `name` keeps the devices of this file apart. */
async function aDeviceThatPulls(name: string, server: FakeServer): Promise<PullParts> {
  const storage = memoryStorage()
  const store = documentStore(
    await openDatabase({ name, storage, collections: ['tickets'], multiInstance: false }),
  )
  return {
    store,
    outbox: await openOutbox(name, { indexedDB: new IDBFactory(), IDBKeyRange }),
    exclusive: mutex(),
    effects: { wait: () => Promise.resolve() },
    transport: server.transport('laptop'),
    onPage: () => Promise.resolve(),
    onReset: () => Promise.resolve({ ok: true, value: undefined }),
  }
}

const signal = new AbortController().signal
const aServerWith = (count: number) => {
  const server = new FakeServer()
  server.pageSize = 10
  for (let at = 0; at < count; at++) server.serve(aServedTicket(`t${at}`))
  return server
}

test('the cursor is stored only after its page: a crash in between repeats the page', async () => {
  const parts = await aDeviceThatPulls('pull-crash', aServerWith(25))
  const crash = vi.spyOn(parts.outbox.database.meta, 'put').mockImplementation(() => {
    throw new Error('the program ends here')
  })
  await expect(pullAll(parts, signal)).rejects.toThrow('the program ends here')
  expect((await parts.store.read('tickets', ['t0', 't9'])).size).toBe(2)
  expect(await readMeta(parts.outbox.database, META.pull)).toBeUndefined()
  crash.mockRestore()
  expect(await pullAll(parts, signal)).toMatchObject({ ok: true })
  expect(await parts.store.ids('tickets')).toHaveLength(25)
  await parts.store.close()
})

test('a page that fails to be written leaves the cursor where it was, though the next one is already here', async () => {
  const parts = await aDeviceThatPulls('pull-fails', aServerWith(25))
  const put = vi.spyOn(parts.store, 'put').mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'))
  await expect(pullAll(parts, signal)).rejects.toThrow()
  expect(await readMeta(parts.outbox.database, META.pull)).toBeUndefined()
  put.mockRestore()
  await pullAll(parts, signal)
  expect(await parts.store.ids('tickets')).toHaveLength(25)
  await parts.store.close()
})

test('an older copy of a document does not replace a newer one, except while everything is served anew', async () => {
  const server = new FakeServer()
  server.serve(aServedTicket('t1', { rev: 7, title: 'Newer' }))
  const parts = await aDeviceThatPulls('pull-older', server)
  await pullAll(parts, signal)
  server.serve(aServedTicket('t1', { rev: 3, title: 'Older' }))
  await pullAll(parts, signal)
  expect((await parts.store.read('tickets', ['t1'])).get('t1')).toMatchObject({ title: 'Newer' })
  server.epoch = 2
  await pullAll(parts, signal)
  expect((await parts.store.read('tickets', ['t1'])).get('t1')).toMatchObject({ title: 'Older' })
  await parts.store.close()
})

test('a cursor the server does not know begins anew and removes what is not served again', async () => {
  const server = aServerWith(3)
  const parts = await aDeviceThatPulls('pull-invalid', server)
  await pullAll(parts, signal)
  server.log = server.log.slice(0, 2)
  let asked = 0
  server.fault = (exchange) =>
    exchange === 'pull' && asked++ === 0
      ? { kind: 'refused', status: 400, code: 'cursor-invalid' }
      : undefined
  expect(await pullAll(parts, signal)).toMatchObject({ ok: true })
  expect([...(await parts.store.ids('tickets'))].sort()).toEqual(['t0', 't1'])
  await parts.store.close()
})

test('a scope that changes and changes back around a crash costs no document', async () => {
  const server = aServerWith(25)
  const parts = await aDeviceThatPulls('pull-flip', server)
  await pullAll(parts, signal)
  server.epoch = 2
  const crash = { ...parts, onReset: () => Promise.reject(new Error('the program ends here')) }
  await expect(pullAll(crash, signal)).rejects.toThrow('the program ends here')
  server.epoch = 1
  expect(await pullAll(parts, signal)).toMatchObject({ ok: true })
  expect(await parts.store.ids('tickets')).toHaveLength(25)
  await parts.store.close()
})
