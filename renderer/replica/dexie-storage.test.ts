import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { toArray, takeUntil, Subject } from 'rxjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import { specOf } from '#shared/collections.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { documentStore } from './document-store.ts'

let host: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }
let database: OpenDatabase

beforeEach(async () => {
  host = { indexedDB: new IDBFactory(), IDBKeyRange }
  database = await openDatabase({ name: 'here', indexedDb: host, multiInstance: false })
})
afterEach(() => database.rx.close())

const aTicket = (id: string, title: string, rev = 1): Doc => ({
  ...newDoc(specOf('tickets'), id, { title, updatedAt: '2026-11-20T12:00:00.000Z' }),
  rev,
})
const titles = async () =>
  (await database.collection('tickets').find().exec()).map(
    (doc) => `${doc.primary} ${String(doc.get('title'))}`,
  )

test('what is there already stays until it is decided, and what is new among it is written', async () => {
  const store = documentStore(database)
  await store.put('tickets', [aTicket('a', 'first', 2)])
  const onlyNewer = (stored: Doc, next: Doc) => next.rev >= stored.rev
  await store.put('tickets', [aTicket('a', 'older', 1), aTicket('b', 'new')], onlyNewer)
  expect(await titles()).toEqual(['a first', 'b new'])
  await store.put('tickets', [aTicket('a', 'newer', 3), aTicket('b', 'newer too', 2)], onlyNewer)
  await store.put('tickets', [aTicket('a', 'newest', 4), aTicket('c', 'new')], onlyNewer)
  expect(await titles()).toEqual(['a newest', 'b newer too', 'c new'])
})

test('each document written is told once', async () => {
  const store = documentStore(database)
  const end = new Subject<void>()
  const told = new Promise<Doc[]>((resolve) =>
    store.changes('tickets').pipe(takeUntil(end), toArray()).subscribe(resolve),
  )
  await store.put('tickets', [aTicket('a', 'first'), aTicket('b', 'second')])
  await store.put('tickets', [aTicket('b', 'changed', 2), aTicket('c', 'third')])
  end.next()
  expect((await told).map(({ id, title }) => `${id} ${String(title)}`).sort()).toEqual([
    'a first',
    'b changed',
    'b second',
    'c third',
  ])
})

test('a document that was erased comes again', async () => {
  const store = documentStore(database)
  await store.put('tickets', [aTicket('a', 'first')])
  await store.erase('tickets', ['a'])
  await store.put('tickets', [aTicket('a', 'again', 2)])
  expect(await titles()).toEqual(['a again'])
})

test('a document that cannot be stored fails alone with its batch, which leaves nothing behind', async () => {
  const storage = database.collection('tickets').storageInstance
  const rows = [aTicket('a', 'fine'), { ...aTicket('b', 'odd'), odd: () => undefined }].map((doc) => ({
    document: { ...doc, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-x' },
  }))
  await expect(storage.bulkWrite(rows as never, 'test')).rejects.toThrow()
  expect(await titles()).toEqual([])
})

test('only indexes that a query can use lie on the disk', async () => {
  const found = (await host.indexedDB.databases()).find(({ name }) => name?.endsWith('tickets'))
  const dexie = await new Dexie(found?.name ?? '', { ...host }).open()
  const indexes = dexie.table('docs').schema.indexes.map(({ name }) => name)
  dexie.close()
  expect(indexes).toHaveLength(5)
  expect(indexes.every((name) => name.startsWith('[_deleted+'))).toBe(true)
})
