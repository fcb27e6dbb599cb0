import { firstValueFrom, filter } from 'rxjs'
import { afterEach, describe, expect, test } from 'vitest'
import { aChange, aServedTicket, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, statusWhere } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

const tab = { multiInstance: true, ignoreDuplicate: true, collections: ['tickets', 'notices'] } as const

describe('two tabs of one person', () => {
  test('of which one exchanges, and a write in the other reaches the server through it', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const first = await start(device, tab)
    await atRest(first)
    const second = await start(device, tab)
    expect(server.listeners.size).toBe(1)
    await second.write([aTicket('t1')])
    await statusWhere(second, ({ phase, waiting }) => phase === 'synced' && waiting === 0)
    expect(server.pushed).toHaveLength(1)
    const shown = first.doc('tickets', 't1').pipe(filter((doc) => doc?.number === 1))
    expect(await firstValueFrom(shown)).toMatchObject({ title: 'Printer jams' })
  })

  test('of which the one that exchanges closes: the other goes on', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    const first = await start(device, tab)
    await atRest(first)
    const second = await start(device, tab)
    await stop(first)
    await second.write([aTicket('t1')])
    await atRest(second)
    expect(server.doc('tickets', 't1')).toBeDefined()
  })

  test('that write the same ticket at once keep both fields, on the screen too', async () => {
    const server = new FakeServer()
    server.write('tickets', 't1', aTicket('t1').patch)
    const device = aDevice(server)
    const first = await start(device, tab)
    await atRest(first)
    const second = await start(device, tab)
    server.fault = () => offline
    await Promise.all([
      ...['a', 'b', 'c'].map((tag) => first.write([aChange('t1', { tags: { $add: [tag] } })])),
      ...['d', 'e', 'f'].map((tag) => second.write([aChange('t1', { tags: { $add: [tag] } })])),
    ])
    expect(await first.get('tickets', 't1')).toMatchObject({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] })
    server.fault = () => undefined
    first.syncNow()
    await atRest(first)
    expect(server.doc('tickets', 't1')).toMatchObject({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] })
  })
})

test('typing stays prompt with 300 live queries', async () => {
  const server = new FakeServer()
  for (let at = 0; at < 400; at++) server.serve(aServedTicket(`t${at}`))
  const replica = await start(aDevice(server))
  await atRest(replica)
  let answers = 0
  const subscriptions = Array.from({ length: 300 }, (_, at) =>
    replica.doc('tickets', `t${at}`).subscribe(() => {
      answers += 1
    }),
  )
  const shown = replica.doc('tickets', 't1').pipe(filter((doc) => doc?.title === 'Typed'))
  const before = performance.now()
  await replica.write([aChange('t1', { title: 'Typed' })])
  await firstValueFrom(shown)
  const milliseconds = performance.now() - before
  for (const subscription of subscriptions) subscription.unsubscribe()
  expect(answers).toBeGreaterThanOrEqual(300)
  expect(milliseconds).toBeLessThan(250)
})
