import { firstValueFrom } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import { programs } from './testing/cases.ts'
import { aDevice } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

test('a small thing of one’s own is there after a restart, and removed when nothing is kept', async () => {
  const device = aDevice(new FakeServer())
  const first = await start(device)
  expect(await firstValueFrom(first.local.watch('timer'))).toBeUndefined()
  await first.local.keep('timer', { startedAt: '2026-11-20T08:00:00.000Z' })
  await stop(first)
  const second = await start(device)
  expect(await firstValueFrom(second.local.watch('timer'))).toEqual({
    startedAt: '2026-11-20T08:00:00.000Z',
  })
  await second.local.keep('timer', undefined)
  expect(await firstValueFrom(second.local.watch('timer'))).toBeUndefined()
})

test('it can never stand where the exchange keeps its own', async () => {
  const device = aDevice(new FakeServer())
  const replica = await start(device)
  await replica.local.keep('pull', { cursor: 'elsewhere' })
  await stop(replica)
  expect(await firstValueFrom((await start(device)).local.watch('pull'))).toEqual({ cursor: 'elsewhere' })
})
