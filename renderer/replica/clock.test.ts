import { firstValueFrom } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import { aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, patientEffects, statusWhere } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stopAll } = programs()
afterEach(stopAll)

const HOUR = 3_600_000

/** A device whose clock is so far behind its server's. */
function behind(milliseconds: number) {
  const server = new FakeServer()
  const now = () => Date.parse(server.now) - milliseconds
  return { server, effects: patientEffects({ now }) }
}

test('a device with a wrong clock knows by how much, and shows the server’s time', async () => {
  const { server, effects } = behind(2 * HOUR)
  const replica = await start(aDevice(server), { effects })
  await atRest(replica)
  expect(await statusWhere(replica, ({ lastSyncedAt }) => lastSyncedAt !== '')).toMatchObject({
    clockOffset: 2 * HOUR,
    lastSyncedAt: server.now,
  })
})

test('the way of an answer is no difference of clocks', async () => {
  const { server, effects } = behind(900)
  const replica = await start(aDevice(server), { effects })
  expect(await atRest(replica)).toMatchObject({ clockOffset: 0 })
})

test('what is saved keeps the device’s own time, corrected for nobody', async () => {
  const { server, effects } = behind(2 * HOUR)
  const replica = await start(aDevice(server), { effects })
  await atRest(replica)
  server.fault = () => offline
  await replica.write([aTicket('t1')])
  const [entry] = await firstValueFrom(replica.outbox)
  expect(entry?.at).toBe(new Date(effects.now()).toISOString())
})
