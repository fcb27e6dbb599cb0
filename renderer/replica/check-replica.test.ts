import { firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, test } from 'vitest'
import type { ReplicaOptions } from './create-replica.ts'
import type { DocumentStore } from './document-store.ts'
import { openDocuments } from './open-documents.ts'
import type { Replica } from './replica.ts'
import { aChange, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, patientEffects, statusWhere, type Device } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

const HOUR = 3_600_000

/** A server with tickets t0 … t11, and a laptop whose disk can be damaged behind the replica's back. */
async function damaged(damage: (store: DocumentStore) => Promise<void>): Promise<{
  readonly server: FakeServer
  readonly device: Device
  readonly replica: Replica
}> {
  const server = new FakeServer()
  server.pageSize = 5
  for (let at = 0; at < 12; at++) server.serve(aServedTicket(`t${at}`))
  const device = aDevice(server)
  await first(device)
  const later = patientEffects({ now: () => Date.now() + 2 * HOUR })
  const replica = await start(device, { effects: later, openDocuments: openingWith(damage) })
  return { server, device, replica }
}

async function first(device: Device): Promise<void> {
  const replica = await start(device)
  await atRest(replica)
  await stop(replica)
}

function openingWith(
  damage: (store: DocumentStore) => Promise<void>,
): ReplicaOptions['openDocuments'] & object {
  return async (...given) => {
    const opened = await openDocuments(...given)
    await damage(opened.store)
    return opened
  }
}

const idsOf = async (replica: Replica) =>
  (await firstValueFrom(replica.find('tickets', { selector: {} }))).map(({ id }) => id).sort()
const isRepaired = (replica: Replica) =>
  statusWhere(replica, ({ phase, repaired }) => phase === 'synced' && repaired > 0)

describe('a replica that differs from what the server would serve it', () => {
  test('gets back what it lost, loses what it should not have, and says how much that was', async () => {
    const { replica } = await damaged(async (store) => {
      await store.erase('tickets', ['t3', 't7'])
      const stray = (await store.read('tickets', ['t0'])).get('t0')
      if (stray)
        await store.put('tickets', [
          { ...stray, id: 'stray' },
          { ...stray, rev: 9, title: 'Damaged' },
        ])
    })
    const status = await isRepaired(replica)
    expect(status).toMatchObject({ repaired: 4, error: '' })
    expect(status.repairedAt).not.toBe('')
    expect(await idsOf(replica)).toEqual(Array.from({ length: 12 }, (_, at) => `t${at}`).sort())
    expect(await replica.get('tickets', 't0')).toMatchObject({ rev: 1, title: 'Ticket t0' })
  })

  test('keeps what was made on it and never accepted, and what waits on a repaired document', async () => {
    const { server, device, replica } = await damaged(() => Promise.resolve())
    await atRest(replica)
    server.fault = (exchange) => (exchange === 'push' ? offline : undefined)
    await replica.write([aTicket('mine'), aChange('t3', { title: 'Mine' })])
    await stop(replica)
    const later = patientEffects({ now: () => Date.now() + 4 * HOUR })
    const damage = async (store: DocumentStore) => store.erase('tickets', ['t3', 't4'])
    const again = await start(device, { effects: later, openDocuments: openingWith(damage) })
    server.fault = () => undefined
    again.syncNow()
    await isRepaired(again)
    await atRest(again)
    expect(await again.get('tickets', 'mine')).toBeDefined()
    expect(await again.get('tickets', 't3')).toMatchObject({ title: 'Mine' })
    expect(server.doc('tickets', 'mine')).toBeDefined()
  })
})

test('a replica that is well is left alone, at each start that is not right after another', async () => {
  const server = new FakeServer()
  server.serve(aServedTicket('t1'))
  let asked = 0
  server.fault = (exchange) => {
    if (exchange === 'check') asked += 1
    return undefined
  }
  const device = aDevice(server)
  await first(device)
  expect(asked).toBe(1)
  await first(device)
  expect(asked).toBe(1)
  const replica = await start(device, { effects: patientEffects({ now: () => Date.now() + 2 * HOUR }) })
  expect(await atRest(replica)).toMatchObject({ repaired: 0, repairedAt: '' })
  expect(asked).toBe(2)
})

test('a server that cannot be compared with, or cannot right now, keeps nobody from working', async () => {
  const server = new FakeServer()
  server.serve(aServedTicket('t1'))
  server.fault = (exchange) =>
    exchange === 'check' ? { kind: 'refused', status: 404, code: 'not-found' } : undefined
  const replica = await start(aDevice(server))
  expect(await atRest(replica)).toMatchObject({ repaired: 0, error: '' })
  expect(await idsOf(replica)).toEqual(['t1'])
})

test('a document this version cannot read is known to be there', async () => {
  const server = new FakeServer()
  server.serve(aServedTicket('good'))
  server.serve(aServedTicket('bad', { title: 42 }))
  const replica = await start(aDevice(server))
  expect(await atRest(replica)).toMatchObject({ unreadable: 1, repaired: 0 })
})
