import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import {
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type WithDeleted,
} from 'rxdb'
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { Subject } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { v7 } from 'uuid'
import type { DocumentStorage } from './database.ts'
import { breakable } from './testing/breakable-storage.ts'

interface Note {
  readonly id: string
  readonly title: string
  readonly rev: number
}
type Served = WithDeleted<Note>
type Checkpoint = { readonly at: number }
type Replication = RxReplicationState<Note, Checkpoint>

const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    title: { type: 'string' },
    rev: { type: 'integer' },
  },
  required: ['id', 'title', 'rev'],
} as const

Dexie.dependencies.indexedDB = new IDBFactory()
Dexie.dependencies.IDBKeyRange = IDBKeyRange

const closers: (() => Promise<unknown>)[] = []
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A server as RxDB's replication wants one: documents in the order of their last change. */
class Server {
  readonly rows: Served[] = []
  readonly pushed: unknown[] = []
  readonly live = new Subject<{ documents: Served[]; checkpoint: Checkpoint }>()
  refuses = (_id: string): boolean => false

  serve(...docs: readonly Served[]): void {
    this.rows.push(...docs)
  }

  pull = async (checkpoint: Checkpoint | undefined, size: number) => {
    const from = checkpoint?.at ?? 0
    const documents = this.rows.slice(from, from + size)
    return { documents, checkpoint: { at: from + documents.length } }
  }

  push = async (
    rows: readonly { readonly newDocumentState: Served; assumedMasterState?: Served | undefined }[],
  ) => {
    const conflicts: Served[] = []
    for (const { newDocumentState, assumedMasterState } of rows) {
      if (this.refuses(newDocumentState.id)) throw new Error('this row is refused for ever')
      const current = this.rows.findLast(({ id }) => id === newDocumentState.id)
      if (current && current.title !== assumedMasterState?.title) conflicts.push(current)
      else {
        this.pushed.push(...rows)
        this.rows.push(newDocumentState)
      }
    }
    return conflicts
  }
}

interface Opened {
  readonly notes: RxCollection<Note>
  readonly database: RxDatabase
}

type ConflictHandler = RxConflictHandler<Note>

/** A disk that outlives its databases. */
function aDisk(): DocumentStorage {
  const host = { indexedDB: new IDBFactory(), IDBKeyRange }
  return getRxStorageDexie(host as never) as unknown as DocumentStorage
}

async function open(disk = aDisk(), name: string = v7(), conflictHandler?: ConflictHandler): Promise<Opened> {
  const storage = wrappedValidateAjvStorage({ storage: disk as never })
  const database = await createRxDatabase({ name, storage, multiInstance: false })
  closers.push(() => database.close())
  const handler = conflictHandler === undefined ? {} : { conflictHandler }
  const { notes } = await database.addCollections({ notes: { schema: SCHEMA, ...handler } })
  return { database, notes: notes as unknown as RxCollection<Note> }
}

/** Replicates as RxDB does it; retries are quick. */
function replicate({ notes }: Opened, server: Server, batchSize = 10): Replication {
  const replication = replicateRxCollection<Note, Checkpoint>({
    collection: notes,
    replicationIdentifier: 'stock',
    live: true,
    retryTime: 20,
    waitForLeadership: false,
    pull: { handler: server.pull, batchSize, stream$: server.live },
    push: { handler: server.push as never, batchSize },
  })
  closers.push(() => replication.cancel())
  return replication
}

const titles = async ({ notes }: Opened) =>
  (await notes.find().exec()).map(({ id, title }) => `${id}: ${title}`).toSorted()
const note = (id: string, title = id): Served => ({ id, title, rev: 1, _deleted: false })
/** As long as anything that is still to come could take here. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300))

/** Waits until something is as expected, and sees that it stays so. */
async function stays<T>(found: () => T | Promise<T>, expected: T): Promise<void> {
  await vi.waitFor(async () => expect(await found()).toEqual(expected), { timeout: 20_000 })
  await aWhile()
  expect(await found()).toEqual(expected)
}

/** The disk of a program that was started while the clock stood back; within one program RxDB's clock never goes back. */
function inThePast(disk: DocumentStorage): DocumentStorage {
  return {
    ...disk,
    createStorageInstance: async (params) => {
      const instance = await disk.createStorageInstance(params)
      const write = instance.bulkWrite.bind(instance)
      instance.bulkWrite = (rows, context) => {
        for (const { document } of rows) document._meta.lwt = Date.parse('2024-01-01T00:00:00Z')
        return write(rows, context)
      }
      return instance
    },
  }
}

/**
 * What our own replica is asked in stock-faults.test.ts, asked of the replication that comes with RxDB. Each is asked
 * without the fault as well, when it succeeds.
 */
describe.each([
  ['with the fault, the replication that comes with RxDB', true],
  ['without it, it does not do that:', false],
])('%s', (_title, isFaulty) => {
  test('never pushes an edit that was made offline while the clock stood back', async () => {
    const server = new Server()
    const [disk, name] = [aDisk(), v7()]
    const first = await open(disk, name)
    await first.notes.insert({ id: 'a', title: 'before', rev: 1 })
    await replicate(first, server).awaitInSync()
    await first.database.close()
    const second = await open(isFaulty ? inThePast(disk) : disk, name)
    await second.notes.insert({ id: 'b', title: 'offline', rev: 1 })
    await second.database.close()
    const third = await open(disk, name)
    await replicate(third, server).awaitInSync()
    await stays(() => server.rows.map(({ id }) => id), isFaulty ? ['a'] : ['a', 'b'])
    expect(await titles(third)).toEqual(['a: before', 'b: offline'])
  })

  test('never pushes an edit whose conflict could not be handled once', async () => {
    const server = new Server()
    server.serve(note('a', 'seen by all'))
    let failures = isFaulty ? 0 : 1
    const opened = await open(aDisk(), v7(), {
      isEqual: (a, b) => a.title === b.title,
      resolve: async ({ newDocumentState }) => {
        if (failures++ === 0) throw new Error('a conflict that could not be handled')
        return newDocumentState
      },
    })
    const online = replicate(opened, server)
    await online.awaitInSync()
    await online.pause()
    await (await opened.notes.findOne('a').exec(true)).patch({ title: 'mine' })
    server.serve(note('a', 'theirs'))
    await online.start()
    online.reSync()
    await vi.waitFor(() => expect(failures).toBeGreaterThan(isFaulty ? 0 : 1))
    await stays(() => server.rows.some(({ title }) => title === 'mine'), !isFaulty)
  })

  test('never brings a batch whose write failed once, when the next one could be written', async () => {
    const server = new Server()
    server.serve(note('first'), note('second'))
    const disk = breakable(aDisk())
    let failures = isFaulty ? 0 : 1
    disk.failure = (ids) =>
      ids.includes('first') && failures++ === 0 ? new Error('the disk is full') : undefined
    const opened = await open(disk.storage)
    const replication = replicate(opened, server, 1)
    await aWhile()
    replication.reSync()
    await stays(() => titles(opened), isFaulty ? ['second: second'] : ['first: first', 'second: second'])
  })

  test('stops pulling while the server refuses one row', async () => {
    const server = new Server()
    server.refuses = (id) => isFaulty && id === 'mine'
    const opened = await open()
    await opened.notes.insert({ id: 'mine', title: 'mine', rev: 1 })
    const replication = replicate(opened, server)
    await aWhile()
    server.serve(note('elsewhere'))
    replication.reSync()
    await stays(() => titles(opened), isFaulty ? ['mine: mine'] : ['elsewhere: elsewhere', 'mine: mine'])
  })

  test('has a hole for ever where one live event was missed', async () => {
    const server = new Server()
    const opened = await open()
    const replication = replicate(opened, server)
    await replication.awaitInSync()
    const [missed, heard] = [note('missed'), note('heard')]
    server.serve(missed, heard)
    server.live.next({ documents: isFaulty ? [heard] : [missed, heard], checkpoint: { at: 2 } })
    await aWhile()
    replication.reSync()
    await stays(() => titles(opened), isFaulty ? ['heard: heard'] : ['heard: heard', 'missed: missed'])
  })

  test('shows a document for ever whose bare tombstone came', async () => {
    const server = new Server()
    server.serve(note('a'))
    const opened = await open()
    const replication = replicate(opened, server)
    await replication.awaitInSync()
    server.serve(isFaulty ? ({ id: 'a', _deleted: true } as Served) : { ...note('a'), _deleted: true })
    replication.reSync()
    await stays(() => titles(opened), isFaulty ? ['a: a'] : [])
  })
})

test('the replication that comes with RxDB sends two whole documents for each field that changes', async () => {
  const server = new Server()
  server.serve(note('a', 'x'.repeat(1000)))
  const opened = await open()
  await replicate(opened, server).awaitInSync()
  await (await opened.notes.findOne('a').exec(true)).patch({ rev: 2 })
  await vi.waitFor(() => expect(server.pushed).toHaveLength(1))
  expect(JSON.stringify(server.pushed[0]).length).toBeGreaterThan(2000)
})
