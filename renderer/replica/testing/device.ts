import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { addRxPlugin } from 'rxdb/plugins/core'
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { filter, firstValueFrom, timeout } from 'rxjs'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import { createReplica, type ReplicaOptions } from '../create-replica.ts'
import type { DocumentStorage, IndexedDbHost } from '../database.ts'
import { dexieStorage } from '../dexie-storage.ts'
import type { ReplicaEffects } from '../effects.ts'
import { systemEffects } from '../effects.ts'
import type { Replica, SyncStatus } from '../replica.ts'
import type { Transport } from '../transport.ts'

disableWarnings()
// Dexie's live queries ask for a global IndexedDB before they run, though each device here brings its own.
Dexie.dependencies.indexedDB = new IDBFactory()
Dexie.dependencies.IDBKeyRange = IDBKeyRange
addRxPlugin(RxDBDevModePlugin)

/** What most tests keep: RxDB opens thirteen collections in one process at most. */
export const FEW: readonly CollectionName[] = ['tickets', 'messages', 'notices']

/** A laptop: its disk outlives its programs. */
export interface Device {
  readonly name: string
  readonly disk: IndexedDbHost
  /** Starts the program on this laptop's disk. */
  start(options?: Partial<ReplicaOptions>): Promise<Replica>
}

/** What a laptop can be connected to. */
export interface Reachable {
  transport(device: string): Transport
}

let devices = 0

/** A laptop with an empty disk. RxDB validates every document against its schema here. */
export function aDevice(server: Reachable, name = 'laptop'): Device {
  devices += 1
  const personId = `person-${devices}`
  const disk = { indexedDB: new IDBFactory(), IDBKeyRange }
  return {
    name,
    disk,
    start: (options = {}) =>
      createReplica({
        serverUrl: 'https://desk.example',
        personId,
        transport: server.transport(name),
        multiInstance: false,
        collections: FEW,
        indexedDb: disk,
        storage: validated(dexieStorage(disk)),
        effects: patientEffects(),
        ...options,
      }),
  }
}

/** A storage that refuses what does not fit its schema, but for fields the schema does not name. */
export function validated(storage: DocumentStorage): DocumentStorage {
  const strict = wrappedValidateAjvStorage({ storage }) as DocumentStorage
  return {
    ...strict,
    createStorageInstance: (params) =>
      strict.createStorageInstance({
        ...params,
        schema: { ...params.schema, additionalProperties: true as false },
      }),
  }
}

/** Documents in memory, for what needs no restart. */
export function memoryStorage(): DocumentStorage {
  return validated(getRxStorageMemory() as unknown as DocumentStorage)
}

/** The real clock, whose pauses after a failure last long: only an event ends them. */
export function patientEffects(change: Partial<ReplicaEffects> = {}): ReplicaEffects {
  return {
    ...systemEffects,
    wait: (milliseconds, signal) => systemEffects.wait(milliseconds, signal),
    ...change,
  }
}

/** The first status for which it holds. */
export function statusWhere(replica: Replica, holds: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  return firstValueFrom(replica.status.pipe(filter(holds), timeout(8000)))
}

/** Everything saved is answered and everything served is here. */
export function atRest(replica: Replica): Promise<SyncStatus> {
  return statusWhere(replica, ({ phase, waiting }) => phase === 'synced' && waiting === 0)
}

/** Asks for an exchange and waits for the end of one that began after it was asked for. */
export async function exchanged(replica: Replica): Promise<void> {
  // One may be running already, and its end is not the one meant: the second end is.
  for (let round = 0; round < 2; round++) {
    const { lastSyncedAt } = await firstValueFrom(replica.status)
    replica.syncNow()
    await statusWhere(
      replica,
      (status) => status.phase === 'synced' && status.waiting === 0 && status.lastSyncedAt !== lastSyncedAt,
    )
  }
}
