import type { Actor } from '#shared/kernel/actor.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { DigestResponse, RevisionsResponse } from '#shared/protocol/digest.ts'
import type { Mutation, MutationAnswer, PullResponse } from '#shared/protocol/wire.ts'
import type { CheckWish } from './digest.ts'
import type { ServerWrite } from './hooks.ts'

/** Thrown when the database does not answer: nothing was acknowledged, and the same request succeeds later. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable'

  constructor(cause: unknown) {
    super('The database does not answer.', { cause })
    this.name = 'StoreUnavailable'
  }
}

/** The meeting place of all replicas. */
export interface SyncService {
  /** Takes up mutations in their order, together where none makes the server fail. Answers stand in the same order. */
  push(actor: Actor, mutations: readonly Mutation[]): Promise<readonly MutationAnswer[]>
  /**
   * True unless the cursor is one of another history: then its device must first pull and offer again what this server
   * may have lost, or new acts would be taken up before those they build on.
   */
  isOfThisHistory(cursor: string): Promise<boolean>
  /**
   * The changes after a cursor; `cursor` undefined starts from the beginning. `months`: for how long the device wishes
   * to hold closed tickets, undefined when it knows nothing of phases. Refuses `cursor-invalid`.
   */
  pull(
    actor: Actor,
    cursor: string | undefined,
    limit: number,
    months?: number,
  ): Promise<Result<PullResponse>>
  /** What the actor would be served at the position of the cursor, in short. Refuses `cursor-invalid`. */
  digest(actor: Actor, cursor: string): Promise<Result<Omit<DigestResponse, 'now'>>>
  /** Ids and revisions of what the actor would be served. Nothing for an unknown collection. */
  revisions(actor: Actor, wish: CheckWish, after: Id | undefined): Promise<RevisionsResponse>
  /** Those of the asked documents that the actor may see. */
  documents(actor: Actor, wish: CheckWish, ids: readonly Id[]): Promise<readonly Doc[]>
  /** How many documents in the actor's scope were closed before what a device at this cursor holds. */
  countOlder(actor: Actor, wish: CheckWish): Promise<number>
  /**
   * Several writes in one transaction on the road every write takes, for mail, portal and automation: rules, merge,
   * activity, hooks. All or none. `causeId` makes it idempotent: a second call with it changes nothing.
   */
  write(
    actor: Actor,
    causeId: Id,
    writes: readonly ServerWrite[],
    at?: Instant,
  ): Promise<Result<readonly Doc[]>>
  /** Calls back with the new head whenever something was sequenced. Returns the way to stop. */
  onHead(listener: (head: number) => void): () => void
  /** Ends the sequencer's timers. */
  stop(): Promise<void>
}
