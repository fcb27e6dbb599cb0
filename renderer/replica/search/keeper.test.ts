import { afterEach, describe, expect, test, vi } from 'vitest'
import { schemaFingerprint } from '../database.ts'
import { webLock } from '../exclusive.ts'
import { isOwnDatabase, localNames } from '../names.ts'
import type { Replica } from '../replica.ts'
import { aChange, aMessage, aTicket, offline, programs } from '../testing/cases.ts'
import { aDevice, atRest, exchanged, type Device } from '../testing/device.ts'
import { FakeServer } from '../testing/fake-server.ts'
import { openReader } from './document-reader.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { notedDocuments } from './noted-documents.ts'
import { SEARCHED } from './passages.ts'
import { SearchDatabase, searchNames } from './search-database.ts'
import { createSearchIndex, type SearchIndex } from './search-index.ts'
import { tellNews } from './search-protocol.ts'
import { startSearchWork, type SearchWork } from './search-work.ts'

vi.setConfig({ testTimeout: 60_000 })

const COLLECTIONS = [...SEARCHED, 'notices'] as const
const { start, stop, stopAll } = programs()
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await stopAll()
})

let people = 0

/** A laptop whose replica notes its changes, as the console's does. */
function aDesk() {
  people += 1
  const owner = { serverUrl: 'https://desk.example', personId: `searcher-${people}` }
  const names = localNames(owner.serverUrl, owner.personId)
  const place = { names, documents: `${names.documents}-${schemaFingerprint(COLLECTIONS)}` }
  const server = new FakeServer()
  const device = aDevice(server)
  const search = () => new SearchDatabase(searchNames(names).database, device.disk)
  const open = (noted = () => {}, database = search): Promise<Replica> =>
    start(device, {
      ...owner,
      collections: COLLECTIONS,
      multiInstance: true,
      ignoreDuplicate: true,
      around: (store) => notedDocuments(store, database(), noted),
    })
  return { device, server, place, open, search }
}

type Desk = ReturnType<typeof aDesk>

/** The index of a program that starts now; what it read is counted. */
async function anIndex({ device, place, search }: Desk) {
  const reader = await openReader(place.documents, device.disk)
  const read = vi.spyOn(reader, 'read')
  const database = search()
  const index = createSearchIndex()
  const keeper = createKeeper({
    index,
    database,
    reader,
    documents: place.documents,
    exclusive: webLock(place.names.writeLock, navigator.locks),
    onTaken: () => {},
    onLeft: () => {},
  })
  const close = () => {
    database.close()
    reader.close()
  }
  closing.push(close)
  await keeper.load()
  const documentsRead = () => read.mock.calls.flatMap(([, ids]) => ids)
  return { index, keeper, close, documentsRead, database }
}

const idsOf = (index: SearchIndex, words: string) =>
  index.search({ words, filter: {}, state: 'all', me: '' }, 0).map(({ entry }) => entry.id)

/** Everything the index has on the disk, as text. */
async function onDisk({ search }: Desk): Promise<string> {
  const database = search()
  await database.open()
  const tables = await Promise.all(database.tables.map((table) => table.toArray()))
  database.close()
  return JSON.stringify(tables)
}

/** A desk with two tickets and a note, whose index was built and closed. */
async function aBuiltDesk(): Promise<Desk & { readonly replica: Replica }> {
  const desk = aDesk()
  const replica = await desk.open()
  await replica.write([
    aTicket('t1', { title: 'Walrus in the corridor' }),
    aTicket('t2', { title: 'Pelican on the roof' }),
    aMessage('m1', 't1', { text: 'It came through the window.' }),
  ])
  await atRest(replica)
  const { keeper, close } = await anIndex(desk)
  await keeper.catchUp()
  close()
  return { ...desk, replica }
}

const update = (keeper: Keeper) => keeper.takeNotes().then(() => keeper.flush())

describe('an index on the disk', () => {
  test('is there at the next start without reading a document', async () => {
    const desk = await aBuiltDesk()
    const { index, keeper, documentsRead } = await anIndex(desk)
    expect(idsOf(index, 'walrus')).toEqual(['t1'])
    expect(idsOf(index, 'window')).toEqual(['t1'])
    await keeper.catchUp()
    expect(documentsRead()).toEqual([])
  })

  test('takes up what was changed, written and removed while it was closed, and reads nothing else', async () => {
    const desk = await aBuiltDesk()
    await desk.replica.write([
      aChange('t1', { title: 'Seal in the corridor' }),
      aTicket('t3', { title: 'Otter' }),
    ])
    await atRest(desk.replica)
    desk.server.serve({ collection: 'tickets', id: 't2', gone: true })
    await exchanged(desk.replica)
    await stop(desk.replica)
    const { index, keeper, documentsRead } = await anIndex(desk)
    await keeper.catchUp()
    expect(idsOf(index, 'walrus')).toEqual([])
    expect(idsOf(index, 'seal')).toEqual(['t1'])
    expect(idsOf(index, 'otter')).toEqual(['t3'])
    expect(idsOf(index, 'pelican')).toEqual([])
    expect(new Set(documentsRead())).toEqual(new Set(['t1', 't2', 't3']))
  })

  test('holds nothing of what was removed, nor of what a ticket said before', async () => {
    const desk = await aBuiltDesk()
    expect(await onDisk(desk)).toMatch(/walrus.*pelican|pelican.*walrus/is)
    const { keeper } = await anIndex(desk)
    await keeper.catchUp()
    await desk.replica.write([aChange('t1', { title: 'Seal in the corridor' })])
    desk.server.serve({ collection: 'tickets', id: 't2', gone: true })
    desk.server.serve({ collection: 'messages', id: 'm1', gone: true })
    await exchanged(desk.replica)
    await update(keeper)
    expect(await onDisk(desk)).not.toMatch(/walrus|pelican|window/i)
    expect(await onDisk(desk)).toMatch(/seal/i)
  })

  test('that is damaged is thrown away and built again', async () => {
    const desk = await aBuiltDesk()
    const database = desk.search()
    await database.open()
    await database.blocks
      .toCollection()
      .modify((block) => Object.assign(block, { words: new Uint8Array([9]).buffer }))
    database.close()
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { index, keeper } = await anIndex(desk)
    expect(quiet).toHaveBeenCalled()
    expect(idsOf(index, 'walrus')).toEqual([])
    await keeper.catchUp()
    expect(idsOf(index, 'walrus')).toEqual(['t1'])
    const again = await anIndex(desk)
    expect(idsOf(again.index, 'pelican')).toEqual(['t2'])
  })

  test('of which blocks are missing reads the documents they held', async () => {
    const desk = await aBuiltDesk()
    const database = desk.search()
    await database.open()
    await database.blocks.clear()
    database.close()
    const { index, keeper } = await anIndex(desk)
    await keeper.catchUp()
    expect(idsOf(index, 'walrus')).toEqual(['t1'])
    expect(idsOf(index, 'window')).toEqual(['t1'])
  })

  test('of other documents, or made in another way, is built again', async () => {
    const desk = await aBuiltDesk()
    const database = desk.search()
    await database.open()
    await database.meta.put({ key: 'built', format: 0, documents: 'others' })
    database.close()
    const { index, keeper } = await anIndex(desk)
    expect(index.count('tickets')).toBe(0)
    await keeper.catchUp()
    expect(idsOf(index, 'walrus')).toEqual(['t1'])
  })

  test('goes with the copy it belongs to', async () => {
    const desk = await aBuiltDesk()
    const names = async () => (await desk.device.disk.indexedDB.databases()).map(({ name = '' }) => name)
    const own = searchNames(desk.place.names).database
    expect(await names()).toContain(own)
    expect(isOwnDatabase(desk.place.names, own)).toBe(true)
    await desk.replica.wipe()
    expect(await names()).not.toContain(own)
  })
})

describe('a change', () => {
  test('is noted before it is written: a program that ended in between is caught up', async () => {
    const desk = await aBuiltDesk()
    desk.server.fault = () => offline
    await desk.replica.write([aTicket('t4', { title: 'Heron at the pond' })])
    await stop(desk.replica)
    const { index, database } = await anIndex(desk)
    expect(await database.notes.count()).toBeGreaterThan(0)
    expect(idsOf(index, 'heron')).toEqual(['t4'])
  })

  test('stays noted until it is on the disk', async () => {
    const desk = await aBuiltDesk()
    const { keeper, database } = await anIndex(desk)
    await keeper.catchUp()
    await desk.replica.write([aTicket('t4', { title: 'Heron at the pond' })])
    await atRest(desk.replica)
    await keeper.takeNotes()
    expect(await database.notes.count()).toBeGreaterThan(0)
    await keeper.flush()
    expect(await database.notes.count()).toBe(0)
  })

  test('of a name finds the tickets of that person again', async () => {
    const desk = await aBuiltDesk()
    desk.server.write('people', 'p1', { name: 'Ada Loris', emails: ['ada@x.example'], orgId: 'org-1' })
    desk.server.write('tickets', 't5', { ...aTicket('t5').patch, title: 'Badge', requesterId: 'p1' })
    await exchanged(desk.replica)
    const { index, keeper } = await anIndex(desk)
    await keeper.catchUp()
    expect(idsOf(index, 'loris')).toEqual(['p1', 't5'])
    desk.server.write('people', 'p1', { name: 'Ada Gecko' })
    await exchanged(desk.replica)
    await update(keeper)
    expect(idsOf(index, 'gecko')).toEqual(['p1', 't5'])
    expect(idsOf(index, 'loris')).toEqual([])
  })

  test('that could not be noted leaves no index that misses it', async () => {
    const desk = await aBuiltDesk()
    await stop(desk.replica)
    const broken = () => {
      const database = desk.search()
      vi.spyOn(database.notes, 'add').mockRejectedValue(new Error('no room'))
      return database
    }
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const replica = await desk.open(() => {}, broken)
    await replica.write([aTicket('t6', { title: 'Marmot' })])
    await stop(replica)
    const { index, keeper } = await anIndex(desk)
    await keeper.catchUp()
    expect(idsOf(index, 'marmot')).toEqual(['t6'])
    expect(idsOf(index, 'walrus')).toEqual(['t1'])
  })
})

describe('two windows', () => {
  const working: SearchWork[] = []
  const aWindow = (device: Device, { place }: Desk) => {
    const work = startSearchWork({ place, locks: navigator.locks, indexedDb: device.disk, onLeft: () => {} })
    working.push(work)
    return work
  }
  const finds = (work: SearchWork, words: string, ids: readonly string[]) =>
    vi.waitFor(
      async () => {
        const hits = await work.answer({ words, filter: {}, state: 'all', me: '' })
        expect(hits.map(({ id }) => id)).toEqual(ids)
      },
      { timeout: 20_000, interval: 25 },
    )

  test('find what either wrote, and the one that stays goes on writing', { timeout: 90_000 }, async () => {
    const desk = aDesk()
    const channel = new BroadcastChannel(searchNames(desk.place.names).channel)
    closing.push(() => channel.close())
    const replica = await desk.open(() => tellNews(channel, { type: 'noted' }))
    await replica.write([aTicket('t1', { title: 'Walrus in the corridor' })])
    const first = aWindow(desk.device, desk)
    await finds(first, 'walrus', ['t1'])
    const second = aWindow(desk.device, desk)
    closing.push(...working.map((work) => () => work.stop()))
    await finds(second, 'walrus', ['t1'])
    await replica.write([aMessage('m1', 't1', { text: 'It hums a tune.' })])
    await finds(first, 'hums', ['t1'])
    await finds(second, 'hums', ['t1'])
    const [hit] = await second.answer({ words: 'hums', filter: {}, state: 'all', me: '' })
    expect(hit).toMatchObject({ said: 'note', excerpt: 'It hums a tune.' })
    await first.stop()
    await replica.write([aTicket('t2', { title: 'Pelican' })])
    await finds(second, 'pelican', ['t2'])
    await vi.waitFor(async () => expect(await onDisk(desk)).toMatch(/pelican/i), { timeout: 20_000 })
  })
})
