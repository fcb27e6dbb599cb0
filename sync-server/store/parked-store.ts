import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Mutation } from '#shared/protocol/wire.ts'

/** A document by its collection and id. */
export interface DocRef {
  readonly collection: CollectionName
  readonly id: Id
}

/** A mutation that came before the document it hangs on. */
export interface ParkedMutation {
  readonly deviceId: Id
  readonly personId: Id
  readonly parent: DocRef
  readonly mutation: Mutation
  readonly at: Instant
}

/** What waits for its parent, inside a transaction. */
export interface ParkedWrites {
  park(parked: ParkedMutation): Promise<void>
  /** The parent for which the creation of a document on this device waits; undefined when it does not wait. */
  parkedParent(deviceId: Id, doc: DocRef): Promise<DocRef | undefined>
  parkedCount(deviceId: Id): Promise<number>
  /**
   * Locks a parked mutation and remembers that it was tried while its parent stood at `parentRev` (0: no parent);
   * false when another process has taken it up.
   */
  tryParked(deviceId: Id, mutationId: Id, parentRev: number): Promise<boolean>
  dropParked(deviceId: Id, mutationId: Id): Promise<void>
  /** True when the document ever lay in one of the buckets. */
  everIn(doc: DocRef, buckets: readonly string[]): Promise<boolean>
}

/** What waits for its parent. */
export interface ParkedStore {
  /** Those whose parent is there and was written since they were last tried, in the order in which they came. */
  ready(limit: number): Promise<readonly ParkedMutation[]>
  /** Those that came before an instant, the oldest first. */
  before(at: Instant, limit: number): Promise<readonly ParkedMutation[]>
}
