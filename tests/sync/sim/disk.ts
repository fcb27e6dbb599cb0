import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { IndexedDbHost } from '#renderer/replica/database.ts'
import { noDocuments, type StoredDocuments } from './memory-documents.ts'

/** A device's disk: what lies on it outlives the programs that run on the device. */
export interface Disk {
  readonly indexedDb: IDBFactory
  readonly documents: StoredDocuments
}

/** An empty disk. */
export function newDisk(): Disk {
  return { indexedDb: new IDBFactory(), documents: noDocuments() }
}

/** The parts of fake-indexeddb below its public interface: what a crash of the browser would leave behind. */
interface RawRequest {
  readyState: string
}
interface RawTransaction {
  _state: string
  _rollbackLog: (() => void)[]
  readonly _requests: readonly { readonly request: RawRequest }[]
  readonly mode: string
}
interface RawConnection {
  _closed: boolean
  _closePending: boolean
}
interface RawDatabase {
  transactions: RawTransaction[]
  connections: RawConnection[]
  readonly rawObjectStores: ReadonlyMap<
    string,
    { readonly records: { values(): Iterable<{ value: unknown }> } }
  >
}

function rawDatabases({ indexedDb }: Disk): Map<string, RawDatabase> {
  return (indexedDb as unknown as { _databases: Map<string, RawDatabase> })._databases
}

/** Access to a disk that ends for ever when the program is killed. */
export interface DiskAccess {
  readonly host: IndexedDbHost
  /** Undoes what was not committed and breaks every connection; nothing of it is told to the program. */
  cut(): void
}

/** Opens a disk for one run of a program. */
export function accessDisk(disk: Disk): DiskAccess {
  let isCut = false
  const opening = new Set<IDBOpenDBRequest>()
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    if (isCut) return silence()
    const request = disk.indexedDb.open(name, version)
    opening.add(request)
    request.addEventListener('success', () => {
      opening.delete(request)
      if (isCut) close(request.result as unknown as RawConnection)
    })
    return request
  }
  const factory = {
    open,
    deleteDatabase: (name: string) => (isCut ? silence() : disk.indexedDb.deleteDatabase(name)),
    databases: () => (isCut ? new Promise<never>(() => undefined) : disk.indexedDb.databases()),
    cmp: (one: unknown, other: unknown) => disk.indexedDb.cmp(one, other),
  }
  return {
    // Dexie's cache lives as long as the process, which here outlives a killed program.
    host: { indexedDB: factory as IDBFactory, IDBKeyRange, cache: 'disabled' } as IndexedDbHost,
    cut() {
      isCut = true
      for (const database of rawDatabases(disk).values()) {
        for (const transaction of database.transactions) rollBack(transaction)
        database.transactions = []
        for (const connection of database.connections) close(connection)
        database.connections = []
      }
    },
  }
}

function rollBack(transaction: RawTransaction): void {
  if (transaction._state === 'finished') return
  transaction._state = 'finished'
  for (const { request } of transaction._requests) request.readyState = 'done'
  for (const undo of transaction._rollbackLog.reverse()) undo()
  transaction._rollbackLog = []
}

function close(connection: RawConnection): void {
  connection._closePending = true
  connection._closed = true
}

/** A request that nobody ever answers. */
function silence(): IDBOpenDBRequest {
  return { addEventListener: () => undefined } as unknown as IDBOpenDBRequest
}

/** Everything that can be read on a disk by somebody who opens its files, by the name of the place it lies in. */
export function rawContents(disk: Disk): Map<string, readonly unknown[]> {
  const contents = new Map<string, readonly unknown[]>()
  for (const [name, database] of rawDatabases(disk)) {
    for (const [store, { records }] of database.rawObjectStores) {
      contents.set(
        `${name}/${store}`,
        [...records.values()].map(({ value }) => value),
      )
    }
  }
  for (const [name, docs] of disk.documents) contents.set(`documents/${name}`, [...docs.values()])
  return contents
}
