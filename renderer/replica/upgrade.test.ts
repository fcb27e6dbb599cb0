import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dexieStorage } from './dexie-storage.ts'
import { breakable, quotaExceeded } from './testing/breakable-storage.ts'
import { aChange, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, validated } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

/** A laptop with documents of an earlier schema and two acts that wait; its next start carries the documents over. */
async function beforeTheUpgrade() {
  const server = new FakeServer()
  for (let at = 0; at < 700; at++) server.serve(aServedTicket(`t${at}`))
  const device = aDevice(server)
  const replica = await start(device, { collections: ['tickets', 'messages'] })
  await atRest(replica)
  server.fault = () => offline
  await replica.write([aTicket('mine'), aChange('t1', { title: 'Edited' })])
  await stop(replica)
  const disk = breakable(validated(dexieStorage(device.disk)))
  let written = 0
  return {
    server,
    device,
    storage: disk.storage,
    /** The disk fails in the midst of the documents. */
    breakWith: (error: Error | undefined) => {
      disk.failure = (ids) => {
        written += ids.length
        return error && written > 500 ? error : undefined
      }
    },
  }
}

test('an upgrade that breaks off is begun anew from the server, and what waited is shown and sent', async () => {
  const { server, device, storage, breakWith } = await beforeTheUpgrade()
  breakWith(new Error('The disk makes a noise.'))
  await expect(device.start({ storage })).rejects.toThrow()
  breakWith(undefined)
  const replica = await start(device, { storage })
  expect(await replica.get('tickets', 'mine')).toBeDefined()
  expect(await firstValueFrom(replica.outbox)).toHaveLength(2)
  server.fault = () => undefined
  replica.syncNow()
  await atRest(replica)
  expect(await firstValueFrom(replica.count('tickets', { selector: {} }))).toBe(701)
  expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Edited' })
})

test('an upgrade for which the disk has no room leaves everything for the next start', async () => {
  const { device, storage, breakWith } = await beforeTheUpgrade()
  breakWith(quotaExceeded())
  await expect(device.start({ storage })).rejects.toMatchObject({ name: 'QuotaExceededError' })
  breakWith(undefined)
  const replica = await start(device, { storage })
  expect(await firstValueFrom(replica.count('tickets', { selector: {} }))).toBe(701)
  expect(await replica.get('tickets', 't1')).toMatchObject({ title: 'Edited' })
})
