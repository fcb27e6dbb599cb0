import { firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, test } from 'vitest'
import { aMessage, programs } from './testing/cases.ts'
import { aDevice, exchanged, statusWhere, type Device } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'
import type { Replica } from './replica.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

/** A replica with a note that the server parked, because its ticket is not there yet. */
async function withParkedNote(): Promise<{ server: FakeServer; device: Device; replica: Replica }> {
  const server = new FakeServer()
  server.parks = ({ collection }) => collection === 'messages'
  const device = aDevice(server)
  const replica = await start(device)
  await replica.write([aMessage('m1', 't1', { text: 'Seen on site' })])
  await isParked(replica)
  return { server, device, replica }
}

const isParked = (replica: Replica) =>
  statusWhere(replica, ({ phase, waiting }) => phase === 'synced' && waiting === 1)
const isSettled = (replica: Replica) =>
  statusWhere(replica, ({ phase, waiting }) => phase === 'synced' && waiting === 0)

describe('a parked act', () => {
  test('stays in the log and on the screen, says why, and is not sent with every exchange', async () => {
    const { server, replica } = await withParkedNote()
    const [entry] = await firstValueFrom(replica.outbox)
    expect(entry).toMatchObject({ docId: 'm1', lastError: 'waits-for-parent' })
    expect(await replica.get('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
    const pushes = server.pushed.length
    server.write('tickets', 't9', { title: 'Something else' })
    server.poke()
    await statusWhere(replica, ({ phase }) => phase === 'synced')
    expect(server.pushed).toHaveLength(pushes)
  })

  test('gets its final answer when its document arrives', async () => {
    const { server, replica } = await withParkedNote()
    server.parks = () => false
    server.write('messages', 'm1', { ticketId: 't1', text: 'Seen on site' }, 'laptop')
    server.poke()
    await isSettled(replica)
    expect(await replica.get('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
  })

  test('goes when a notice says that it was refused, and its document with it', async () => {
    const { server, replica } = await withParkedNote()
    const [entry] = await firstValueFrom(replica.outbox)
    server.parks = () => false
    server.refuses = () => 'parent-missing'
    const notice = { id: 'n1', rev: 1, personId: 'me', kind: 'rejection', mutationId: entry?.id }
    server.serve({ collection: 'notices', doc: notice })
    server.poke()
    await isSettled(replica)
    expect(await replica.get('messages', 'm1')).toBeUndefined()
    expect(await replica.get('notices', 'n1')).toBeDefined()
  })

  test('is asked about again at the next start', async () => {
    const { server, device, replica } = await withParkedNote()
    await stop(replica)
    server.parks = () => false
    const again = await start(device)
    await isSettled(again)
    expect(server.doc('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
  })

  test('that was accepted before a restore waits again when what it hangs on was lost too', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    await replica.write([aMessage('m1', 't1', { text: 'Seen on site' })])
    await isSettled(replica)
    server.rows.clear()
    server.answers.clear()
    server.log = []
    server.epoch = 2
    server.parks = () => true
    server.poke()
    await isParked(replica)
    expect(await replica.get('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
    const [entry] = await firstValueFrom(replica.outbox)
    expect(entry).toMatchObject({ docId: 'm1', lastError: 'waits-for-parent' })
    server.parks = () => false
    replica.syncNow()
    await isSettled(replica)
    expect(server.doc('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
  })

  test('goes again to a server that was restored', async () => {
    const { server, replica } = await withParkedNote()
    server.parks = () => false
    server.epoch = 2
    await exchanged(replica)
    expect(server.doc('messages', 'm1')).toMatchObject({ text: 'Seen on site' })
  })
})
