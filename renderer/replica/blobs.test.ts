import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Attachment } from '#shared/messages/schema.ts'
import { fileStore, forgetOldFiles } from './blobs.ts'
import { FilesDatabase } from './files-database.ts'
import type { Replica } from './replica.ts'
import { aMessage, aTicket, offline, programs } from './testing/cases.ts'
import { aDevice, atRest, exchanged, statusWhere } from './testing/device.ts'
import { FakeServer } from './testing/fake-server.ts'

const { start, stop, stopAll } = programs()
afterEach(stopAll)

const photo = () => new File(['a photo of a jammed printer'], 'jam.png', { type: 'image/png' })

async function kept(replica: Replica): Promise<Attachment> {
  const result = await replica.files.putFile(photo())
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

describe('a file chosen offline', () => {
  test('survives a restart and reaches the server before the message that names it', async () => {
    const server = new FakeServer()
    const device = aDevice(server)
    server.fault = () => offline
    const first = await start(device)
    const attachment = await kept(first)
    expect(attachment).toMatchObject({ name: 'jam.png', size: 27, type: 'image/png', contentId: '' })
    await first.write([aTicket('t1'), aMessage('m1', 't1', { attachments: [attachment] })])
    await stop(first)
    const arrivals: string[] = []
    server.fault = (exchange, mutations) => {
      if (exchange === 'upload') arrivals.push('file')
      arrivals.push(...mutations.map((mutation) => mutation.docId))
      return undefined
    }
    await atRest(await start(device))
    expect(arrivals.indexOf('file')).toBeLessThan(arrivals.indexOf('m1'))
    expect(await server.blobs.get(attachment.sha256)?.text()).toBe('a photo of a jammed printer')
  })

  test('that cannot be sent yet delays only what names it', async () => {
    const server = new FakeServer()
    server.fault = (exchange) => (exchange === 'uploaded' ? offline : undefined)
    const replica = await start(aDevice(server))
    const attachment = await kept(replica)
    await replica.write([
      aTicket('t1'),
      aMessage('m1', 't1', { attachments: [attachment] }),
      aMessage('m2', 't1'),
    ])
    await statusWhere(replica, ({ waiting, phase }) => waiting === 1 && phase === 'synced')
    expect(server.doc('messages', 'm2')).toBeDefined()
    expect(server.doc('messages', 'm1')).toBeUndefined()
  })

  test('that the server does not want is said at the message', async () => {
    const server = new FakeServer()
    server.fault = (exchange) =>
      exchange === 'upload' ? { kind: 'refused', status: 413, code: 'upload-too-large' } : undefined
    const replica = await start(aDevice(server))
    const attachment = await kept(replica)
    await replica.write([aTicket('t1'), aMessage('m1', 't1', { attachments: [attachment] })])
    await vi.waitFor(async () => {
      const [entry] = await firstValueFrom(replica.outbox)
      expect(entry).toMatchObject({ docId: 'm1', lastError: 'upload-too-large' })
    })
  })

  test('is opened from the device', async () => {
    const server = new FakeServer()
    server.fault = () => offline
    const replica = await start(aDevice(server))
    const { sha256 } = await kept(replica)
    expect(await (await replica.files.openFile(sha256))?.text()).toBe('a photo of a jammed printer')
  })
})

describe('a file of somebody else', () => {
  test('is fetched once and then opened without a network', async () => {
    const server = new FakeServer()
    const writer = await start(aDevice(server, 'theirs'), { collections: ['tickets'] })
    const { sha256 } = await kept(writer)
    await vi.waitFor(() => expect(server.blobs.has(sha256)).toBe(true))
    const reader = await start(aDevice(server, 'mine'), { collections: ['tickets'] })
    expect(await (await reader.files.openFile(sha256))?.text()).toBe('a photo of a jammed printer')
    server.fault = () => offline
    server.blobs.clear()
    expect(await (await reader.files.openFile(sha256))?.text()).toBe('a photo of a jammed printer')
  })

  test('that was changed on its way is not opened', async () => {
    const server = new FakeServer()
    const replica = await start(aDevice(server))
    const sha256 = 'f'.repeat(64)
    server.blobs.set(sha256, new Blob(['not what it should be']))
    expect(await replica.files.openFile(sha256)).toBeUndefined()
  })
})

describe('files that are taken along', () => {
  const database = () =>
    new FilesDatabase(`files-${crypto.randomUUID()}`, { indexedDB: new IDBFactory(), IDBKeyRange })
  const store = (files: FilesDatabase) =>
    fileStore({
      database: files,
      transport: { download: async () => ({ ok: false, failure: offline }) },
      effects: { now: () => 0 },
      signal: new AbortController().signal,
    })
  const put = (files: FilesDatabase, sha256: string, usedAt: number) =>
    files.files.put({ sha256, bytes: new Blob(['x'.repeat(10)]), state: 'sent', refusal: '', usedAt })

  test('stay however full the device gets, until they are left', async () => {
    const files = database()
    for (const [at, name] of ['old', 'carried', 'new'].entries()) await put(files, name, at)
    const { carry } = store(files)
    await carry(['carried', 'not here'])
    await forgetOldFiles(files, 10)
    expect(await files.files.toCollection().primaryKeys()).toEqual(['carried', 'new'])
    await carry([])
    await forgetOldFiles(files, 10)
    expect(await files.files.toCollection().primaryKeys()).toEqual(['new'])
    files.close()
  })

  test('are told as soon as they are on the device', async () => {
    const files = database()
    const seen: string[][] = []
    const watching = store(files)
      .held(['one', 'two'])
      .subscribe((held) => seen.push([...held]))
    await vi.waitFor(() => expect(seen).toEqual([[]]))
    await put(files, 'two', 1)
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['two']))
    watching.unsubscribe()
    files.close()
  })
})

test('a file that is too large is refused before it is read', async () => {
  const replica = await start(aDevice(new FakeServer()))
  const huge = { size: 200_000_000, type: '', name: 'huge.bin' } as unknown as File
  expect(await replica.files.putFile(huge)).toMatchObject({ ok: false, refusal: { code: 'file-too-large' } })
})

test('a file leaves the device with the message that names it, unless it was not sent yet', async () => {
  const server = new FakeServer()
  const replica = await start(aDevice(server))
  const attachment = await kept(replica)
  await replica.write([aTicket('t1'), aMessage('m1', 't1', { attachments: [attachment] })])
  await atRest(replica)
  await vi.waitFor(() => expect(server.blobs.has(attachment.sha256)).toBe(true))
  server.fault = (exchange) => (exchange === 'download' || exchange === 'upload' ? offline : undefined)
  expect(await replica.files.openFile(attachment.sha256)).toBeDefined()
  const waiting = await replica.files.putFile(new File(['never sent'], 'waiting.txt'))
  if (!waiting.ok) throw new Error(waiting.refusal.code)
  server.serve({ collection: 'messages', id: 'm1', gone: true })
  await exchanged(replica)
  expect(await replica.files.openFile(attachment.sha256)).toBeUndefined()
  expect(await (await replica.files.openFile(waiting.value.sha256))?.text()).toBe('never sent')
})
