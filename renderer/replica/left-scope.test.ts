import { afterEach, expect, test } from 'vitest'
import { OutboxDatabase } from './outbox.ts'
import { aChange, aTicket, programs } from './testing/cases.ts'
import { aDevice, atRest, exchanged } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stopAll } = programs()
afterEach(stopAll)

/** Everything the log holds on the disk, as text. */
async function rawLog(device: ReturnType<typeof aDevice>): Promise<string> {
  const found = await device.disk.indexedDB.databases()
  const name = found.find((database) => database.name?.endsWith('-outbox'))?.name ?? ''
  const database = new OutboxDatabase(name, device.disk)
  await database.open()
  const tables = await Promise.all(database.tables.map((table) => table.toArray()))
  database.close()
  return JSON.stringify(tables)
}

test('what others wrote in a document that left the scope stays nowhere in the log, what was written here does', async () => {
  const server = new FakeServer()
  server.write('tickets', 't1', { ...aTicket('t1').patch, title: 'Word of another' })
  const device = aDevice(server)
  const replica = await start(device)
  await atRest(replica)
  await replica.write([aChange('t1', { title: 'My own word' })])
  await atRest(replica)
  expect(await rawLog(device)).toContain('Word of another')
  server.serve({ collection: 'tickets', id: 't1', gone: true })
  await exchanged(replica)
  expect(await rawLog(device)).not.toContain('Word of another')
  expect(await rawLog(device)).toContain('My own word')
})
