import { fromEvent, merge, NEVER, Subject, type Observable } from 'rxjs'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { fileStore, heldByFiles, forgetOldFiles } from './blobs.ts'
import type { DocumentStorage, IndexedDbHost } from './database.ts'
import { wipeDevice } from './delete-databases.ts'
import type { DocumentStore } from './document-store.ts'
import { showWholeLog } from './documents-layer.ts'
import { systemEffects, type ReplicaEffects } from './effects.ts'
import { createEngine } from './engine.ts'
import { mutex, webLock } from './exclusive.ts'
import { withFiles } from './files-of-documents.ts'
import { FilesDatabase } from './files-database.ts'
import { localValues } from './local-values.ts'
import { META, writeMeta } from './meta.ts'
import { localNames } from './names.ts'
import { olderTickets } from './older-tickets.ts'
import { isUnused, openDocuments } from './open-documents.ts'
import { openOutbox } from './outbox.ts'
import { outboxFile } from './outbox-file.ts'
import { retryParked } from './pull.ts'
import type { Replica } from './replica.ts'
import { statusBoard } from './status-board.ts'
import { isStorageFull } from './storage-failure.ts'
import { nextAssetTag, type TagParts } from './tags.ts'
import type { Transport } from './transport.ts'
import { createUploads } from './uploads.ts'
import { write } from './write-path.ts'

export interface ReplicaOptions extends Pick<TagParts, 'tagOrgs'> {
  /** Whose copy of which server; two people on one device never mix. */
  readonly serverUrl: string
  readonly personId: Id
  readonly transport: Transport
  /** The name under which the server knows this device now; '' where it knows none. Told in an export. */
  readonly deviceId?: () => Id
  /** True in browsers, where several tabs share the databases; false in Electron. */
  readonly multiInstance: boolean
  /** Default: Dexie on the browser's IndexedDB, all collections, the machine's clock and timers. */
  readonly storage?: DocumentStorage
  readonly indexedDb?: IndexedDbHost
  readonly collections?: readonly CollectionName[]
  /** Where the documents lie; default: RxDB on `storage`. */
  readonly openDocuments?: typeof openDocuments
  /** Stands around the documents, told of every write to them: the search index. */
  readonly around?: (store: DocumentStore) => DocumentStore
  readonly effects?: ReplicaEffects
  readonly locks?: LockManager
  /** Further reasons to exchange at once, beside the browser's `online`. */
  readonly wakes?: Observable<unknown>
  /** Lets one realm open the same documents twice: two tabs in a test. */
  readonly ignoreDuplicate?: boolean
}

/**
 * Opens a person's working copy: what was saved is shown again before it resolves, and the exchange with the server
 * begins. Rejects when this device cannot store anything (`QuotaExceededError`, or IndexedDB is missing).
 */
export async function createReplica(options: ReplicaOptions): Promise<Replica> {
  const effects = options.effects ?? systemEffects
  const names = localNames(options.serverUrl, options.personId)
  const outbox = await openOutbox(names.outbox, options.indexedDb)
  const open = options.openDocuments ?? openDocuments
  const locks = options.multiInstance ? (options.locks ?? globalThis.navigator?.locks) : undefined
  const exclusive = locks ? webLock(names.writeLock, locks) : mutex()
  // Two windows that open at once must not both take the copy for a new one.
  const {
    store: documents,
    rebuilt,
    isNew,
  } = await exclusive(async () => {
    const isNew = await isUnused(outbox)
    return { ...(await open(names, outbox, options)), isNew }
  }).catch((error: unknown) => {
    outbox.close()
    throw error
  })
  const filesDatabase = new FilesDatabase(names.files, options.indexedDb)
  const around = options.around ?? ((inner: DocumentStore) => inner)
  const store = around(withFiles(documents, filesDatabase))
  const board = await statusBoard(outbox, store, effects)
  const stopping = new AbortController()
  const parts = { ...options, effects, store, outbox, exclusive, board, database: filesDatabase }

  await exclusive(() => showWholeLog(store, outbox))
  await retryParked(parts)
  await forgetOldFiles(filesDatabase)
  void globalThis.navigator?.storage?.persist?.().catch(() => false)
  if (rebuilt) await board.report({ error: 'replica-rebuilt' })
  const running = lead(parts, names.leaderLock, locks, stopping.signal)

  const stop = async () => {
    stopping.abort()
    await running
    await store.close()
    filesDatabase.close()
    outbox.close()
  }
  const syncNow = () => {
    writeMeta(outbox.database, META.nudge, effects.newId()).catch((error: unknown) => console.error(error))
  }
  const now = () => effects.now() + board.current().clockOffset
  const asking = { check: options.transport.check, signal: stopping.signal, now, syncNow }
  return {
    ...readSide(store),
    write: writer(parts),
    status: board.status,
    outbox: outbox.entries,
    files: fileStore({ ...parts, signal: stopping.signal }),
    local: localValues(outbox.database),
    older: olderTickets({ database: outbox.database, ...asking }),
    nextAssetTag: (orgId) => nextAssetTag(outbox.database, orgId),
    syncNow,
    exportOutbox: () => outboxFile(outbox, options, effects),
    isNew,
    lost: outbox.lost,
    stop,
    wipe: () => stop().then(() => wipeDevice(names, options.indexedDb)),
  }
}

type WriterParts = Omit<Parameters<typeof write>[0], 'onDocumentsFailed'> & Pick<LeadParts, 'board'>

/** Saves acts, says when the disk does not follow, and shows what it owed once it does. */
function writer(parts: WriterParts): Replica['write'] {
  let isBehind = false
  let hasFailed = false
  const alarm = (error: unknown) => {
    console.error(error)
    parts.board.alarm(isStorageFull(error) ? 'storage-full' : 'replica-broken')
  }
  const onDocumentsFailed = (error: unknown) => {
    isBehind = true
    alarm(error)
  }
  const catchUp = async () => {
    await parts.exclusive(() => showWholeLog(parts.store, parts.outbox))
    isBehind = false
    parts.board.alarm('')
  }
  return async (requests) => {
    const wasBehind = isBehind
    try {
      await write({ ...parts, onDocumentsFailed }, requests)
    } catch (error) {
      hasFailed = true
      alarm(error)
      throw error
    }
    if (wasBehind) await catchUp().catch(onDocumentsFailed)
    else if (hasFailed && !isBehind) parts.board.alarm('')
    hasFailed = false
  }
}

type LeadParts = Omit<Parameters<typeof createEngine>[0], 'heldBy' | 'wakes' | 'recovered'> &
  Omit<Parameters<typeof createUploads>[0], 'recovered'> &
  Pick<ReplicaOptions, 'wakes'>

/** Exchanges while this window leads; with Web Locks the others wait until it closes. */
async function lead(
  parts: LeadParts,
  lockName: string,
  locks: LockManager | undefined,
  signal: AbortSignal,
): Promise<void> {
  const recovered = new Subject<void>()
  const uploads = createUploads({ ...parts, recovered })
  const engine = createEngine({
    ...parts,
    recovered,
    heldBy: (entry) => heldByFiles(parts.database, entry),
    wakes: merge(parts.wakes ?? NEVER, online(), uploads.settled),
  })
  const work = async () => {
    await Promise.all([engine(signal), uploads.run(signal)])
  }
  try {
    await (locks ? locks.request(lockName, { signal }, work) : work())
  } catch (error) {
    if (signal.aborted) return
    console.error(error)
    parts.board.alarm('replica-broken')
  }
}

function online(): Observable<unknown> {
  return typeof globalThis.addEventListener === 'function' ? fromEvent(globalThis, 'online') : NEVER
}

/** The reading half of the interface: the documents under their own types. */
function readSide(
  store: DocumentStore,
): Pick<Replica, 'find' | 'count' | 'doc' | 'get' | 'changes' | 'removals'> {
  // Each collection's documents have the type of its name; the store below does not know them apart.
  return {
    find: store.find,
    count: store.countOf,
    doc: store.doc,
    get: store.get,
    changes: store.changes,
    removals: store.removals,
  } as unknown as Pick<Replica, 'find' | 'count' | 'doc' | 'get' | 'changes' | 'removals'>
}
