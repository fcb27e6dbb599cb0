import { Dexie, liveQuery, type EntityTable, type Table } from 'dexie'
import { Observable, shareReplay, Subject } from 'rxjs'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { IndexedDbHost } from './database.ts'
import type { PendingMutation } from './replica.ts'

/** A document by its collection and id. */
export type DocKey = readonly [collection: string, docId: Id]

/**
 * A saved act in the log. `stuck`: the server refused to read it; it waits for a person or a new version. `parked`: the
 * server keeps it until what it hangs on arrives; it is sent again when something is heard of it.
 */
export interface OutboxEntry extends PendingMutation {
  readonly state: 'waiting' | 'stuck' | 'parked'
}

/**
 * The server's own state of a document that has entries in the outbox: `doc` undefined while the server never
 * accepted it. `gone` when it left this device's scope meanwhile.
 */
export interface Base {
  readonly collection: CollectionName
  readonly docId: Id
  readonly doc: Doc | undefined
  readonly gone: boolean
}

/** An entry the server answered, kept to be offered again should the server be restored. */
export interface Acknowledged extends OutboxEntry {
  /** The server's clock. */
  readonly answeredAt: Instant
}

/** A document of the server this version cannot read. */
export interface Parked {
  readonly collection: string
  readonly docId: Id
  readonly doc: Readonly<Record<string, unknown>>
  readonly reason: string
}

interface MetaRow {
  readonly key: string
  readonly value: unknown
}

export class OutboxDatabase extends Dexie {
  declare readonly pending: EntityTable<OutboxEntry, 'seq'>
  declare readonly bases: Table<Base, DocKey>
  declare readonly acknowledged: EntityTable<Acknowledged, 'seq'>
  declare readonly parked: Table<Parked, DocKey>
  declare readonly seen: Table<{ collection: string; docId: Id }, DocKey>
  declare readonly meta: EntityTable<MetaRow, 'key'>

  /**
   * A write is on the disk when it is answered: `strict`, where IndexedDB's own default is not. Opened once: after the
   * browser removed it, Dexie would begin an empty one at the next use, and nobody would be told.
   */
  constructor(name: string, host?: IndexedDbHost) {
    super(name, { chromeTransactionDurability: 'strict', autoOpen: false, ...host })
    this.version(1).stores({
      pending: '++seq, &id, [collection+docId], state',
      bases: '[collection+docId]',
      acknowledged: 'seq, answeredAt',
      parked: '[collection+docId]',
      seen: '[collection+docId]',
      meta: 'key',
    })
  }
}

/** What the log holds of some documents: their bases and, in order, their entries. */
export interface DocStates {
  base(collection: string, docId: Id): Base | undefined
  entries(collection: string, docId: Id): readonly OutboxEntry[]
}

/** The write-ahead log of this device, with everything that must survive the loss of the documents. */
export interface Outbox {
  /** All of them or none; resolves with their positions once they are on the disk. */
  append(
    entries: readonly Omit<OutboxEntry, 'seq'>[],
    bases: readonly Base[],
  ): Promise<readonly OutboxEntry[]>
  all(): Promise<readonly OutboxEntry[]>
  states(keys: readonly DocKey[]): Promise<DocStates>
  putBases(bases: readonly Base[]): Promise<void>
  /** Drops answered entries into the kept ones, with the bases as they are now (undefined: no longer needed). */
  acknowledge(entries: readonly OutboxEntry[], bases: readonly Base[], answeredAt: Instant): Promise<void>
  mark(seqs: readonly number[], change: Partial<Pick<OutboxEntry, 'state' | 'lastError'>>): Promise<void>
  /** Puts waiting entries in the place of what they were. */
  rewrite(entries: readonly OutboxEntry[]): Promise<void>
  /** Kept answered entries after `seq`, in order. */
  acknowledgedAfter(seq: number, limit: number): Promise<readonly Acknowledged[]>
  forgetAcknowledgedBefore(at: Instant): Promise<void>
  /** Forgets what others had written in documents that left this device; the person's own words stay to be offered. */
  forgetPrevious(keys: readonly DocKey[]): Promise<void>
  /** Lets answered entries wait again, on these bases. */
  takeBack(entries: readonly Acknowledged[], bases: readonly Base[]): Promise<void>
  /** Every entry, in order; long for somebody who was away, so only for those who show it. */
  readonly entries: Observable<readonly OutboxEntry[]>
  readonly count: Observable<number>
  /** Emits when something was saved or may be tried again: the newest entry that is not stuck. */
  readonly newest: Observable<number | undefined>
  readonly database: OutboxDatabase
  /** Emits when the log was closed by somebody else: the browser removed it. It stays closed. */
  readonly lost: Observable<void>
  close(): void
}

/** Opens the log, empty the first time. Rejects with Dexie's error when the disk cannot hold it. */
export async function openOutbox(name: string, host?: IndexedDbHost): Promise<Outbox> {
  const database = new OutboxDatabase(name, host)
  await database.open()
  return outboxOn(database)
}

/** The log on an open database. */
export function outboxOn(database: OutboxDatabase): Outbox {
  const { pending, bases, acknowledged } = database
  return {
    database,
    ...closing(database),
    append: (entries, newBases) =>
      database.transaction('rw', pending, bases, async () => {
        const seqs = await pending.bulkAdd(entries as OutboxEntry[], { allKeys: true })
        await bases.bulkPut(newBases)
        return entries.map((entry, at) => ({ ...entry, seq: seqs[at] ?? 0 }))
      }),
    all: () => pending.orderBy('seq').toArray(),
    states: (keys) => readStates(database, keys),
    putBases: async (changed) => {
      if (changed.length > 0) await bases.bulkPut(changed)
    },
    acknowledge: (entries, changed, answeredAt) =>
      database.transaction('rw', pending, bases, acknowledged, async () => {
        await pending.bulkDelete(entries.map((entry) => entry.seq))
        const gone = namesOf(changed.filter((base) => base.gone).map(keyOf))
        const kept = entries.map((entry) => (gone.has(nameOf(keyOf(entry))) ? { ...entry, prev: {} } : entry))
        await acknowledged.bulkPut(kept.map((entry) => ({ ...entry, answeredAt })))
        if (gone.size > 0) await forgetWithin(database, gone)
        await replaceBases(database, changed)
      }),
    mark: async (seqs, change) => {
      await pending.bulkUpdate(seqs.map((key) => ({ key, changes: change })))
    },
    rewrite: async (entries) => {
      if (entries.length > 0) await pending.bulkPut(entries)
    },
    acknowledgedAfter: (seq, limit) => acknowledged.where('seq').above(seq).limit(limit).toArray(),
    forgetAcknowledgedBefore: async (at) => {
      await acknowledged.where('answeredAt').below(at).delete()
    },
    forgetPrevious: async (keys) => {
      const gone = namesOf(keys)
      if (gone.size > 0) await forgetWithin(database, gone)
    },
    takeBack: (entries, changed) =>
      database.transaction('rw', pending, bases, acknowledged, async () => {
        await acknowledged.bulkDelete(entries.map((entry) => entry.seq))
        await pending.bulkPut(entries.map(({ answeredAt: _answered, ...entry }) => entry))
        await bases.bulkPut(changed)
      }),
    entries: observed(() => pending.orderBy('seq').toArray()).pipe(
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
    count: observed(() => pending.count()),
    newest: observed(async () => (await pending.where('state').equals('waiting').last())?.seq),
  }
}

/** Tells a log that was closed on purpose from one the browser removed. */
function closing(database: OutboxDatabase): Pick<Outbox, 'lost' | 'close'> {
  const lost = new Subject<void>()
  let isClosed = false
  database.on('close', () => {
    if (isClosed) return
    isClosed = true
    lost.next()
  })
  return {
    lost,
    close: () => {
      isClosed = true
      database.close()
    },
  }
}

const keyOf = ({ collection, docId }: Pick<OutboxEntry, 'collection' | 'docId'>): DocKey => [
  collection,
  docId,
]
const nameOf = (key: DocKey): string => key.join('/')
const namesOf = (keys: readonly DocKey[]): ReadonlySet<string> => new Set(keys.map(nameOf))

async function forgetWithin({ acknowledged }: OutboxDatabase, gone: ReadonlySet<string>): Promise<void> {
  await acknowledged.filter((entry) => gone.has(nameOf(keyOf(entry)))).modify({ prev: {} })
}

/** Keeps the base of a document only while entries wait on it. */
async function replaceBases({ pending, bases }: OutboxDatabase, changed: readonly Base[]): Promise<void> {
  for (const base of changed) {
    const key: DocKey = [base.collection, base.docId]
    const waits = await pending
      .where('[collection+docId]')
      .equals([...key])
      .count()
    if (waits > 0) await bases.put(base)
    else await bases.delete(key)
  }
}

async function readStates(database: OutboxDatabase, keys: readonly DocKey[]): Promise<DocStates> {
  const { pending, bases } = database
  return database.transaction('r', pending, bases, async () => {
    if ((await pending.count()) === 0 && (await bases.count()) === 0) return statesOf([], [])
    const [entries, found] = await Promise.all([
      pending
        .where('[collection+docId]')
        .anyOf(keys as unknown as string[][])
        .toArray(),
      bases.bulkGet(keys as DocKey[]),
    ])
    return statesOf(
      entries,
      found.filter((base) => base !== undefined),
    )
  })
}

/** Groups entries and bases by document. */
export function statesOf(entries: readonly OutboxEntry[], bases: readonly Base[]): DocStates {
  const key = (collection: string, docId: Id) => `${collection}/${docId}`
  const byDoc = Map.groupBy(
    [...entries].sort((a, b) => a.seq - b.seq),
    (entry) => key(entry.collection, entry.docId),
  )
  const baseOf = new Map(bases.map((base) => [key(base.collection, base.docId), base]))
  return {
    base: (collection, docId) => baseOf.get(key(collection, docId)),
    entries: (collection, docId) => byDoc.get(key(collection, docId)) ?? [],
  }
}

/** A Dexie query that runs again whenever any tab changes what it read. */
export function observed<T>(query: () => Promise<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => subscriber.next(value),
      // The database was closed or deleted under it: there is nothing more to observe.
      error: (error: Error) =>
        error.name === 'DatabaseClosedError' ? subscriber.complete() : subscriber.error(error),
    })
    return () => subscription.unsubscribe()
  })
}
