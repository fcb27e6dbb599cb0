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

/** Enough documents to go the short road. */
const many = (prefix: string, title: string, rev = 1) =>
  Array.from({ length: 30 }, (_, at) => aTicket(`${prefix}${at}`, title, rev))
const counts = async () => {
  const found = (await titles()).map((line) => `${line.slice(0, 1)} ${line.split(' ').slice(1).join(' ')}`)
  return Object.fromEntries(
    [...new Set(found)].map((line) => [line, found.filter((each) => each === line).length]),
  )
}

test('what is there already stays until it is decided, and what is new among it is written', async () => {
  const store = documentStore(database)
  const onlyNewer = (stored: Doc, next: Doc) => next.rev >= stored.rev
  await store.put('tickets', many('a', 'first', 2))
  await store.put('tickets', [...many('a', 'older', 1).slice(0, 10), ...many('b', 'new')], onlyNewer)
  expect(await counts()).toEqual({ 'a first': 30, 'b new': 30 })
  await store.put('tickets', [...many('a', 'newer', 3), ...many('b', 'newer too', 2)], onlyNewer)
  expect(await counts()).toEqual({ 'a newer': 30, 'b newer too': 30 })
  await store.put('tickets', [...many('a', 'newest', 4), ...many('c', 'new')], onlyNewer)
  expect(await counts()).toEqual({ 'a newest': 30, 'b newer too': 30, 'c new': 30 })
})

test('each document written is told once', async () => {
  const store = documentStore(database)
  const end = new Subject<void>()
  const told = new Promise<Doc[]>((resolve) =>
    store.changes('tickets').pipe(takeUntil(end), toArray()).subscribe(resolve),
  )
  await store.put('tickets', many('a', 'first'))
  await store.put('tickets', [...many('a', 'changed', 2).slice(0, 5), ...many('c', 'third')])
  end.next()
  const lines = (await told).map(({ id, title }) => `${id} ${String(title)}`)
  expect(lines).toHaveLength(65)
  expect(new Set(lines).size).toBe(65)
})

test('several hundred are written in their pieces, whole or with the first failure', async () => {
  const store = documentStore(database)
  const all = Array.from({ length: 400 }, (_, at) => aTicket(`t${at}`, 'fine'))
  await store.put('tickets', all)
  expect(await store.ids('tickets')).toHaveLength(400)
  const bad = all.map((doc, at) =>
    at === 200 ? { ...doc, id: `x${at}`, odd: () => undefined } : { ...doc, id: `x${at}` },
  )
  await expect(store.put('tickets', bad)).rejects.toThrow()
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
  const rows = [...many('a', 'fine'), { ...aTicket('b', 'odd'), odd: () => undefined }].map((doc) => ({
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
