import type { MangoQuery } from 'rxdb'
import type { Observable } from 'rxjs'
import type { DocOf } from '#shared/collections.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Mutation } from '#shared/protocol/wire.ts'
import type { OlderTickets } from './older-tickets.ts'
import type { LocalValues } from './local-values.ts'

/** One write of a person. Everything that changes a document is one of these. */
export interface WriteRequest {
  readonly collection: CollectionName
  readonly docId: Id
  readonly op: 'create' | 'change'
  readonly patch: Patch
}

/** A saved act that waits for the server, in its order. */
export interface PendingMutation extends Mutation {
  /** Position in the outbox, rising. */
  readonly seq: number
  /** What the person saw in the changed fields before. */
  readonly prev: Record<string, unknown>
  /** '' while it only waits; otherwise why the last try failed. */
  readonly lastError: string
}

/** What the sync pill shows. `revoked`: the copy is to be wiped, and nothing of it is sent any more. */
export interface SyncStatus {
  readonly phase: 'starting' | 'offline' | 'syncing' | 'synced' | 'signed-out' | 'revoked' | 'failed'
  /** When the last complete exchange ended, '' before the first. */
  readonly lastSyncedAt: Instant
  readonly waiting: number
  /** Open conflict and rejection notices. */
  readonly needsYou: number
  /** Documents received so far during the first fill, 0 after it. */
  readonly filling: number
  /**
   * Why it is not well, '' when it is: `replica-rebuilt` (until all is fetched again), `storage-full`,
   * `replica-broken`, `client-too-old`, `server-refused`, `server-unreadable`, or a code of the server.
   */
  readonly error: string
  /** Documents of the server this version cannot read; they are kept aside and tried again. */
  readonly unreadable: number
  /** Documents that were missing, other or too many when this device last differed from the server, and when; 0 and ''. */
  readonly repaired: number
  readonly repairedAt: Instant
  /** Milliseconds the server's clock is ahead of this device's. */
  readonly clockOffset: number
}

/** Files of messages and documents: kept on the device first, sent before the mutation that names them. */
export interface FileStore {
  /** Keeps a file on the device. Refuses `file-too-large` and `storage-full`. */
  putFile(file: Blob & { readonly name?: string }): Promise<Result<Attachment>>
  /** The bytes: from the device, else from the server; undefined when neither has them now. */
  openFile(sha256: string): Promise<Blob | undefined>
  /** Which of these files lie on the device, as it changes. */
  held(hashes: readonly string[]): Observable<ReadonlySet<string>>
  /** Of the files on the device these, and no others, are kept however full it gets. */
  carry(hashes: readonly string[]): Promise<void>
}

/** Fields the replica adds to a stored ticket for its indexes; see local-fields.ts. */
export interface TicketLocals {
  /** Greater is older: RxDB must never sort descending. */
  readonly updatedDesc: number
  readonly openState: 'open' | 'closed'
}

export type LocalDoc<N extends CollectionName> = N extends 'tickets' ? DocOf<N> & TicketLocals : DocOf<N>

/** The agent's whole working copy. Nothing outside this folder knows which database holds it. */
export interface Replica {
  /** A live query, ascending sorts on indexed fields only. */
  find<N extends CollectionName>(name: N, query: MangoQuery<LocalDoc<N>>): Observable<readonly LocalDoc<N>[]>
  count<N extends CollectionName>(name: N, query: MangoQuery<LocalDoc<N>>): Observable<number>
  doc<N extends CollectionName>(name: N, id: Id): Observable<LocalDoc<N> | undefined>
  get<N extends CollectionName>(name: N, id: Id): Promise<LocalDoc<N> | undefined>
  /** Saves: outbox first (strict durability), then the documents. Resolves once it survives a crash. */
  write(requests: readonly WriteRequest[]): Promise<void>
  readonly status: Observable<SyncStatus>
  readonly outbox: Observable<readonly PendingMutation[]>
  /** Every stored document that changes, for the search index. */
  changes<N extends CollectionName>(name: N): Observable<LocalDoc<N>>
  /** The ids of documents that left the device, for the search index. */
  removals(name: CollectionName): Observable<Id>
  readonly files: FileStore
  /** Closed tickets beyond those every device holds. */
  readonly older: OlderTickets
  readonly local: LocalValues
  /**
   * The next tag for an asset of this organisation, this device's own for ever: it may be printed at once, with or
   * without a network. Refuses `no-tags-left`.
   */
  nextAssetTag(orgId: Id): Promise<Result<string>>
  /** Pushes and pulls now rather than at the next occasion. */
  syncNow(): void
  /** The waiting mutations as the text of a file that an administrator can import; see protocol/outbox-file.ts. */
  exportOutbox(): Promise<string>
  /** True when nothing of this copy was on the device: the first opening, or the browser has removed it since. */
  readonly isNew: boolean
  /** Emits when the browser removed the copy while it was open; it must be opened again. */
  readonly lost: Observable<void>
  /** Ends work; data stays. */
  stop(): Promise<void>
  /** Removes every database, index and cache of this person from the device. */
  wipe(): Promise<void>
}
