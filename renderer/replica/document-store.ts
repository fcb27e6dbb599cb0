import {
  registerMutableWriteContext,
  type BulkWriteRow,
  type MangoQuery,
  type RxChangeEvent,
  type RxDocumentData,
} from 'rxdb/plugins/core'
import type { Table } from 'dexie'
import { filter, map, type Observable, distinctUntilChanged } from 'rxjs'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import type { OpenDatabase } from './database.ts'
import { withLocalFields, withoutLocalFields } from './local-fields.ts'

/** The documents on the device. Everything outside this file is free of RxDB's own fields. */
export interface DocumentStore {
  keeps(name: string): name is CollectionName
  /** As the server knows them, without local fields. */
  read(name: CollectionName, ids: readonly Id[]): Promise<ReadonlyMap<Id, Doc>>
  /** Writes documents with their local fields; `mayReplace` spares a stored one (false: it stays). */
  put(name: CollectionName, docs: readonly Doc[], mayReplace?: MayReplace): Promise<void>
  /**
   * Resolves once everything written to these collections survives a loss of power. IndexedDB answers earlier than
   * that, and a cursor or a dropped entry must never outlive the documents it speaks of. Absent where there is no disk.
   */
  flush?(names: Iterable<CollectionName>): Promise<void>
  /** Removes documents and their content. */
  erase(name: CollectionName, ids: readonly Id[]): Promise<void>
  ids(name: CollectionName): Promise<readonly Id[]>
  /** Looks into every collection, so that a damaged one rejects. */
  isEmpty(): Promise<boolean>
  find(name: CollectionName, query: MangoQuery<Doc>): Observable<readonly Doc[]>
  countOf(name: CollectionName, query: MangoQuery<Doc>): Observable<number>
  doc(name: CollectionName, id: Id): Observable<Doc | undefined>
  get(name: CollectionName, id: Id): Promise<Doc | undefined>
  changes(name: CollectionName): Observable<Doc>
  removals(name: CollectionName): Observable<Id>
  close(): Promise<void>
}

export type MayReplace = (stored: Doc, next: Doc) => boolean

type Stored = RxDocumentData<Doc>
const WRITE_TRIES = 5
/** Writes of documents that nobody else holds. */
const NEW = 'replica-put-new'
registerMutableWriteContext(NEW)
/** Documents of one transaction; while one is written, the next is prepared. */
const AT_ONCE = 125

/** Wraps the open database. */
export function documentStore(database: OpenDatabase): DocumentStore {
  const { collection } = database
  const keeps = (name: string): name is CollectionName => database.kept.includes(name as CollectionName)
  const stored = async (name: CollectionName, ids: readonly Id[], deleted: boolean) => {
    const found = await collection(name).storageInstance.findDocumentsById([...ids], deleted)
    return new Map(found.map((doc) => [doc.id, doc]))
  }
  const events = (name: CollectionName) => collection(name).$ as Observable<RxChangeEvent<Doc>>

  return {
    keeps,
    read: async (name, ids) => {
      const found = await stored(name, ids, false)
      return new Map([...found].map(([id, doc]) => [id, withoutLocalFields(name, content(doc))]))
    },
    put: (name, docs, mayReplace = () => true) => putAll(database, name, docs, mayReplace),
    flush: async (names) => {
      for (const name of new Set(names)) await flush(database.collection(name).storageInstance)
    },
    erase: (name, ids) => erase(database, name, ids),
    ids: (name) => storedIds(database, name),
    isEmpty: async () => {
      const any = await Promise.all(database.kept.map((name) => collection(name).findOne().exec()))
      return any.every((doc) => doc === null)
    },
    find: (name, query) =>
      collection(name)
        .find(query)
        .$.pipe(map((docs) => docs.map((doc) => content(doc._data)))),
    countOf: (name, query) => collection(name).count(query).$.pipe(distinctUntilChanged()),
    doc: (name, id) =>
      collection(name)
        .findOne(id)
        .$.pipe(map((doc) => (doc ? content(doc._data) : undefined))),
    get: async (name, id) => {
      const found = (await stored(name, [id], false)).get(id)
      return found && content(found)
    },
    changes: (name) =>
      events(name).pipe(
        filter((event) => event.operation !== 'DELETE'),
        map((event) => content(event.documentData)),
      ),
    removals: (name) =>
      events(name).pipe(
        filter((event) => event.operation === 'DELETE'),
        map((event) => event.documentId),
      ),
    close: async () => {
      await database.rx.close()
    },
  }
}

const contents = new WeakMap<Stored, Doc>()

/** The document without RxDB's own fields; the same object for the same stored revision, so that screens rest. */
function content(stored: Stored): Doc {
  const known = contents.get(stored)
  if (known) return known
  const { _deleted, _attachments, _meta, _rev, ...doc } = stored
  contents.set(stored, doc as Doc)
  return doc as Doc
}

/** Writes in several transactions, of which three are under way at a time; the first failure is what it ends with. */
async function putAll(
  database: OpenDatabase,
  name: CollectionName,
  docs: readonly Doc[],
  mayReplace: MayReplace,
): Promise<void> {
  const writes: Promise<void>[] = []
  try {
    for (let at = 0; at < docs.length; at += AT_ONCE) {
      const write = put(database, name, docs.slice(at, at + AT_ONCE), mayReplace)
      // Its failure is told below, when those before it have ended.
      write.catch(() => undefined)
      writes.push(write)
      await writes.at(-3)
    }
  } finally {
    await Promise.allSettled(writes)
  }
  await Promise.all(writes)
}

/**
 * Writes as if every document were new; what is there already comes back with its stored revision and is written
 * over it. So a first fill reads nothing, and a change costs no more than reading first would.
 */
async function put(
  database: OpenDatabase,
  name: CollectionName,
  docs: readonly Doc[],
  mayReplace: MayReplace,
): Promise<void> {
  const storage = database.collection(name).storageInstance
  const byId = new Map(docs.map((doc) => [doc.id, doc]))
  let rows: BulkWriteRow<Doc>[] = [...byId.values()].map((doc) => ({ document: asNew(name, doc) }))
  for (let attempt = 0; rows.length > 0; attempt++) {
    const { error } = await storage.bulkWrite(rows, attempt === 0 ? NEW : 'replica-put')
    const failed = error.find((each) => each.status !== 409)
    if (failed) throw new Error(`${name}/${failed.documentId} could not be stored: ${failed.status}`)
    if (attempt > WRITE_TRIES) throw new Error(`${name}: others write the same documents again and again.`)
    rows = error.flatMap((each) => {
      const previous = each.status === 409 ? each.documentInDb : undefined
      const doc = byId.get(each.documentId)
      return previous && doc ? overwriting(previous, withLocalFields(name, doc), mayReplace) : []
    })
  }
}

function overwriting(previous: Stored, doc: Doc, mayReplace: MayReplace): BulkWriteRow<Doc>[] {
  if (!previous._deleted) {
    const stored = content(previous)
    if (sameValue(stored, doc) || !mayReplace(stored, doc)) return []
  }
  return [{ previous, document: asStored(doc, previous) }]
}

async function erase(database: OpenDatabase, name: CollectionName, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  const storage = database.collection(name).storageInstance
  for (let attempt = 0; attempt < WRITE_TRIES; attempt++) {
    const found = await storage.findDocumentsById([...ids], false)
    if (found.length === 0) break
    const rows = found.map((previous) => ({ previous, document: { ...previous, _deleted: true } }))
    await storage.bulkWrite(rows, 'replica-erase')
  }
  await eraseTombstones(storage, ids)
}

type Storage = ReturnType<OpenDatabase['collection']>['storageInstance']

/** The Dexie table below a collection; undefined on any other storage. */
async function dexieTableOf(storage: Storage): Promise<Table<unknown, Id> | undefined> {
  return ((await storage.internals) as { dexieTable?: Table<unknown, Id> }).dexieTable
}

/** One small strict transaction makes what went before it durable too: both backing stores of Chromium keep one log. */
async function flush(storage: Storage): Promise<void> {
  const table = await dexieTableOf(storage)
  if (!table) return
  const marks = 'attachments'
  const transaction = table.db.backendDB().transaction([marks], 'readwrite', { durability: 'strict' })
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('The flush was aborted.')),
    )
    transaction.objectStore(marks).put({ id: 'flush' })
  })
}

/** RxDB keeps what was deleted, content and all. Its cleanup on Dexie reads every document, so ours names them. */
async function eraseTombstones(storage: Storage, ids: readonly Id[]): Promise<void> {
  const table = await dexieTableOf(storage)
  if (table) await table.bulkDelete([...ids])
  else await storage.cleanup(0)
}

async function storedIds(database: OpenDatabase, name: CollectionName): Promise<readonly Id[]> {
  const collection = database.collection(name)
  const table = await dexieTableOf(collection.storageInstance)
  if (table) return table.toCollection().primaryKeys()
  return (await collection.find().exec()).map((doc) => doc.primary)
}

/** RxDB gives a new document its revision and time in place, and copies it first unless it is told not to. */
function asNew(name: CollectionName, doc: Doc): Stored {
  const own = { _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' }
  return Object.assign(withLocalFields(name, doc), own) as Stored
}

function asStored(doc: Doc, { _meta, _rev }: Stored): Stored {
  return { ...doc, _deleted: false, _attachments: {}, _meta, _rev } as Stored
}
