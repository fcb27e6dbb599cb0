import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Reach } from '#shared/policy/scope.ts'
import type { Revision } from '#shared/protocol/digest.ts'
import type { FieldStamps } from '#shared/protocol/merge.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import type { AccountStore } from './account-store.ts'
import type { EffectStore, NewEffect } from './effect-store.ts'
import type { BlobStore } from './blob-store.ts'
import type { MailStore } from './mail-store.ts'
import type { DocRef, ParkedStore, ParkedWrites } from './parked-store.ts'

/** A document as it lies in the store: its body, who wrote each field, and the buckets it lies in. */
export interface StoredDoc {
  readonly collection: CollectionName
  readonly doc: Doc
  readonly stamps: FieldStamps
  readonly buckets: readonly string[]
}

/** A document to write. Appends one change row; `prevBuckets` is where it lay before ([] when new). */
export interface DocWrite extends StoredDoc {
  readonly prevBuckets: readonly string[]
  /** Keys it is found under (replaces the earlier ones). Empty strings are not stored. */
  readonly lookups: Readonly<Record<string, readonly string[]>>
  readonly at: Instant
}

/** One sequenced change: the document as it stands now, or undefined when it is not in reach any more. */
export interface ChangeRow {
  readonly pos: number
  readonly collection: CollectionName
  readonly id: Id
  readonly doc: Doc | undefined
}

/** `through` is the position up to which everything in scope is contained in `rows`. */
export interface ChangePage {
  readonly rows: readonly ChangeRow[]
  readonly through: number
  readonly more: boolean
}

/** What is in `reach` and not in `without`. */
export interface Gain {
  readonly reach: Reach
  readonly without: Reach
}

/** Some documents, and the id after which the next page begins; undefined when there is none. */
export interface GainedPage {
  readonly docs: readonly Doc[]
  readonly through: Id | undefined
}

/** One page of documents in the order of their ids. */
export interface PageRequest {
  readonly limit: number
  readonly afterId?: Id
}

/** Reads, inside a transaction or outside. Every list is bounded by its `limit`. */
export interface StoreReads {
  doc(collection: CollectionName, id: Id): Promise<StoredDoc | undefined>
  docs(collection: CollectionName, ids: readonly Id[]): Promise<readonly StoredDoc[]>
  /** Documents with this lookup, newest id first (ids are UUIDv7). */
  find(
    collection: CollectionName,
    key: string,
    value: string,
    page: PageRequest,
  ): Promise<readonly StoredDoc[]>
  list(collection: CollectionName, page: PageRequest): Promise<readonly StoredDoc[]>
  count(collection: CollectionName): Promise<number>
}

/** What a transaction will ask for: the answers to mutations of a device, and documents to lock. */
export interface Needs {
  readonly deviceId: Id
  readonly mutationIds: readonly Id[]
  readonly docs: readonly DocRef[]
}

/**
 * One transaction. Everything in it happens or nothing does. What was read once is remembered, and what is written
 * reaches the database together, at the end at the latest: what it refuses makes the transaction fail then.
 */
export interface StoreTx extends StoreReads, ParkedWrites {
  /** Reads and locks at once what will be asked for; it changes nothing but the number of statements. */
  prepare(needs: Needs): Promise<void>
  /**
   * Reads a document and keeps others from writing it until the transaction ends. Of two transactions that create the
   * same one, the second begins again and finds it.
   */
  lock(collection: CollectionName, id: Id): Promise<StoredDoc | undefined>
  put(write: DocWrite): Promise<void>
  /** The answer this mutation already got, if any. */
  ledgerAnswer(deviceId: Id, mutationId: Id): Promise<MutationAnswer | undefined>
  /** The transaction fails with `DuplicateMutation` when another one answered it meanwhile. */
  recordAnswer(deviceId: Id, mutationId: Id, answer: MutationAnswer, at: Instant): Promise<void>
  /** Puts the final answer in the place of a provisional one. */
  replaceAnswer(deviceId: Id, mutationId: Id, answer: MutationAnswer): Promise<void>
  /** The next number of a counter, from 1, without gaps among committed transactions. */
  nextNumber(counter: string): Promise<number>
  /** Puts a side effect in the outbox; a second one with the same kind and cause is ignored. */
  addEffect(effect: NewEffect): Promise<void>
}

/** Thrown when two processes answer one mutation at once; the caller reads the ledger again. */
export class DuplicateMutation extends Error {
  constructor(mutationId: Id) {
    super(`Mutation ${mutationId} was answered by another process.`)
    this.name = 'DuplicateMutation'
  }
}

/** The server's memory. SQLite embedded, PostgreSQL in production; one contract suite holds for both. */
export interface Store extends StoreReads {
  readonly kind: 'sqlite' | 'postgres'
  readonly accounts: AccountStore
  readonly effects: EffectStore
  readonly blobs: BlobStore
  readonly mail: MailStore
  readonly parked: ParkedStore
  /** Runs `work` in one transaction and again when the database asks for it (deadlock, serialisation): at most 5 times. */
  transact<T>(work: (tx: StoreTx) => Promise<T>): Promise<T>
  /** Gives committed changes their positions, without gaps. Safe to call from any process at any time. */
  sequence(): Promise<void>
  /** Position of the newest sequenced change, 0 when there is none. */
  head(): Promise<number>
  /**
   * Changes after `pos` whose document lies or lay in one of the buckets, filtered before `limit`. What was closed
   * before the month `since` counts as not being there.
   */
  changesAfter(pos: number, buckets: readonly string[], limit: number, since?: string): Promise<ChangePage>
  /** True when there is a change after `pos`, sequenced or not, whose document lies or lay in one of the buckets. */
  hasChangesAfter(pos: number, buckets: readonly string[]): Promise<boolean>
  /**
   * Ids and revisions of the documents in the buckets, in the order of their ids, without reading their bodies; without
   * those closed before the month `since`.
   */
  revisions(
    collection: CollectionName,
    buckets: readonly string[],
    page: PageRequest,
    since?: string,
  ): Promise<readonly Revision[]>
  /** Documents that came into reach, in the order of their ids. */
  gained(collection: CollectionName, gain: Gain, page: PageRequest): Promise<GainedPage>
  /** How many documents lie in the buckets and are too old to be in reach. */
  countClosedBefore(collection: CollectionName, reach: Reach): Promise<number>
  /** Identity of this database's history; another after a restore. */
  epoch(): Promise<string>
  /** Calls back soon after any process committed or sequenced something. Returns the way to stop. */
  onActivity(listener: () => void): () => void
  /** Tells `onActivity` listeners of every process (debounced, empty). */
  announce(): void
  /**
   * Tells the `onSignal` listeners of every process, this one included, a few words: less than 2000 characters. They are
   * kept nowhere, come to none who listens later, and one may get lost.
   */
  signal(text: string): void
  /** Calls back with every signal. Returns the way to stop. */
  onSignal(listener: (text: string) => void): () => void
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
