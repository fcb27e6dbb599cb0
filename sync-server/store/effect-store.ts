import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'

/** Something the server must do outside its database, once per kind and cause. */
export interface NewEffect {
  readonly kind: string
  readonly causeId: Id
  readonly payload: Readonly<Record<string, unknown>>
  readonly runAt: Instant
}

export interface Effect extends NewEffect {
  readonly id: Id
  readonly attempts: number
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'uncertain'
  readonly lastError: string
}

/** The effects outbox. */
export interface EffectStore {
  /**
   * Takes up to `limit` effects that are due, marks them running until `leaseUntil` and returns them; processes never
   * get the same one (SKIP LOCKED). A lease that ran out makes the effect due again.
   */
  claim(
    kinds: readonly string[],
    limit: number,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<readonly Effect[]>
  finish(id: Id, state: 'done' | 'failed' | 'uncertain', error: string): Promise<void>
  /** Puts it back for another try at `runAt`. */
  retry(id: Id, runAt: Instant, error: string): Promise<void>
  /** Keeps a running effect from being claimed until `leaseUntil`; false when it is not in that attempt any more. */
  renew(id: Id, attempts: number, leaseUntil: Instant): Promise<boolean>
  byCause(kind: string, causeId: Id): Promise<Effect | undefined>
  /** How many there are in each state, for metrics. */
  counts(): Promise<Readonly<Record<string, number>>>
}
