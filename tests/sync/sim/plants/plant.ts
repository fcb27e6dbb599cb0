import type { Store } from '#sync-server/store/store.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import type { Transport } from '#renderer/replica/transport.ts'
import type { IndexedDbHost } from '#renderer/replica/database.ts'
import type { DocumentStore } from '#renderer/replica/document-store.ts'

/** What a planted bug may reach of a device. */
export interface PlantedDevice {
  readonly outboxName: string
  readonly host: IndexedDbHost
  readonly documents: () => DocumentStore | undefined
  /** The disk's time; never ends once the program was killed. */
  readonly step: () => Promise<void>
}

/** A known mistake, put around the real parts to see whether the invariants notice it. */
export interface Plant {
  readonly name: string
  /** What is wrong. */
  readonly mistake: string
  /** The invariants by which it must be noticed; what else fails with it does not count. */
  readonly breaks: readonly number[]
  /** Around the database, once for both server processes. */
  database(store: Store): Store
  /** Around the store of one server process, which may die between any two of its calls. */
  store(store: Store): Store
  service(sync: SyncService): SyncService
  transport(transport: Transport, device: PlantedDevice): Transport
}

/** Nothing wrong. */
export const noPlant: Plant = {
  name: 'none',
  mistake: '',
  breaks: [],
  database: (store) => store,
  store: (store) => store,
  service: (sync) => sync,
  transport: (transport) => transport,
}
