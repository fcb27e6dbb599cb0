import { categorizeBulkWriteRows, type BulkWriteRow, type RxStorageInstance } from 'rxdb/plugins/core'
import { fromStorageToDexie, getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { Dexie } from 'dexie'
import type { DocumentStorage, IndexedDbHost } from './database.ts'

const DOCUMENTS = 'docs'

interface Stored {
  readonly id: string
}
type Instance = RxStorageInstance<Stored, unknown, unknown>
type Row = BulkWriteRow<Stored>

/** What RxDB's storage on Dexie keeps behind its interface. */
interface Internals {
  readonly dexieDb: Dexie
  readonly booleanIndexes: string[]
}

/** Rises when other indexes lie on the disk than before: part of the documents' name, so that they are carried over. */
export const DISK_LAYOUT = 1

/**
 * RxDB's storage on Dexie, the one of every device, made for a first fill: new documents go a short road, since RxDB
 * reads each before it writes it (`add` refuses what is there already, and only that goes the long road); and indexes
 * no query of ours uses are left out, since each costs as much as the document itself.
 */
export function dexieStorage(host: IndexedDbHost | undefined): DocumentStorage {
  const onCreate = async (database: Dexie, name: string) => {
    if (!name.includes('--_')) dropUnusedIndexes(database)
  }
  const storage = getRxStorageDexie({ ...host, onCreate } as never)
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params as never)
      shortenInserts(instance as unknown as Instance)
      return instance as never
    },
  }
}

/** RxDB's replication and clean-up have indexes of their own on every collection; we use neither. */
const NEVER_USED = ['_meta.lwt', '[_meta.lwt+id]']
/** Queries without a better index use this one: it is needed only where there is no other. */
const LAST_RESORT = '[_deleted+id]'

/** Takes the unused indexes out of what RxDB is about to declare. */
function dropUnusedIndexes(database: Dexie): void {
  const version = database.version.bind(database)
  database.version = (number) => {
    const declared = version(number)
    const stores = declared.stores.bind(declared)
    declared.stores = (tables) => stores({ ...tables, [DOCUMENTS]: usedIndexes(tables[DOCUMENTS] ?? '') })
    return declared
  }
}

function usedIndexes(declared: string): string {
  const indexes = declared.split(', ').filter((index) => !NEVER_USED.includes(index))
  const others = indexes.filter((index) => index !== LAST_RESORT)
  return (others.length > 1 ? others : indexes).join(', ')
}

/** A person's single writes are mostly changes of what is there: the short road is for what a server sends. */
const MANY = 20

function shortenInserts(instance: Instance): void {
  const write = instance.bulkWrite.bind(instance)
  const way = givingWay(instance)
  // A server that serves everything anew sends what is there already: then the long road is the shorter one.
  let mostlyKnown = false
  instance.bulkWrite = async (rows, context) => {
    if (rows.length < MANY || !rows.every(isNew)) return write(rows, context)
    await way.give()
    const rest = mostlyKnown ? rows : await insert(instance, rows, context)
    const result = rest.length > 0 ? await write([...rest], context) : { error: [] }
    way.landed()
    mostlyKnown = result.error.length * 2 > rows.length
    return result
  }
}

/** Milliseconds many writes wait for queries at most, and how often they look; together never longer than they write. */
const LONGEST_WAIT = 250
const LOOK_EVERY = 5
/** Milliseconds until RxDB has begun a query again under which a write landed; it waits 20 itself. */
const BEGUN_AGAIN = 40

interface Way {
  /** Resolves once no query is under way, or when patience ends. */
  give(): Promise<void>
  /** Many documents were written. */
  landed(): void
}

/**
 * Lets queries pass before many writes: RxDB runs a query again when a write lands while it runs, and a fill would keep
 * a screen waiting until its end. What is run again passes too.
 */
function givingWay(instance: Instance): Way {
  let running = 0
  let writes = 0
  let freeAt = 0
  let patience = 0
  let waitedUntil = performance.now()
  const counted =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const before = writes
      running += 1
      try {
        return await work(...args)
      } finally {
        running -= 1
        if (writes !== before) freeAt = performance.now() + BEGUN_AGAIN
      }
    }
  instance.query = counted(instance.query.bind(instance))
  instance.count = counted(instance.count.bind(instance))
  return {
    give: async () => {
      const began = performance.now()
      patience = Math.min(LONGEST_WAIT, patience + began - waitedUntil)
      waitedUntil = began
      const latest = began + patience
      const isTaken = () => running > 0 || performance.now() < freeAt
      while (isTaken() && performance.now() < latest) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
      const ended = performance.now()
      patience -= Math.min(patience, ended - waitedUntil)
      waitedUntil = ended
    },
    landed: () => {
      writes += 1
    },
  }
}

function isNew({ previous, document }: Row): boolean {
  return previous === undefined && !document._deleted
}

/** Adds documents in one transaction and tells who listens; answers the rows whose documents are there already. */
async function insert(instance: Instance, rows: readonly Row[], context: string): Promise<readonly Row[]> {
  const { dexieDb, booleanIndexes } = (await instance.internals) as Internals
  const transaction = dexieDb.backendDB().transaction([DOCUMENTS], 'readwrite')
  const table = transaction.objectStore(DOCUMENTS)
  const asked = new Map<EventTarget | null, Row>()
  const known = new Set<Row>()
  transaction.addEventListener('error', (event) => {
    const row = asked.get(event.target)
    if (!row || (event.target as IDBRequest).error?.name !== 'ConstraintError') return
    event.preventDefault()
    known.add(row)
  })
  const settled = ended(transaction)
  try {
    for (const row of rows)
      asked.set(table.add(fromStorageToDexie(booleanIndexes, row.document as never)), row)
  } catch (error) {
    settled.catch(() => undefined)
    transaction.abort()
    throw error
  }
  await settled
  announce(instance, known.size === 0 ? rows : rows.filter((row) => !known.has(row)), context)
  return [...known]
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('The write was aborted.')),
    )
  })
}

/** Tells RxDB, this window's and the others', as its own write would. */
function announce(instance: Instance, added: readonly Row[], context: string): void {
  const last = added.at(-1)?.document
  if (!last) return
  const { eventBulk } = categorizeBulkWriteRows(instance, 'id', new Map(), [...added], context)
  const changes = (instance as unknown as { readonly changes$: { next(bulk: unknown): void } }).changes$
  changes.next({ ...eventBulk, checkpoint: { id: last.id, lwt: last._meta.lwt } })
}
