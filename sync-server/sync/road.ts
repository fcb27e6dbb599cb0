import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Clock, Instant } from '#shared/kernel/time.ts'
import type { Fits } from '#shared/policy/check-write.ts'
import type { Store, StoreTx } from '../store/store.ts'
import { causeId } from './cause-id.ts'
import type { Hooks } from './hooks.ts'
import type { Retention } from './retention.ts'
import type { Scope, Scopes } from './scope.ts'

/** Where sync reports what it could not do. A pino logger is one. */
export interface SyncLog {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/** What every part of sync works with. */
export interface SyncParts {
  readonly store: Store
  readonly hooks: Hooks
  readonly scopes: Scopes
  readonly fits: Fits
  readonly retention: Retention
  readonly clock: Clock
  readonly log: SyncLog
}

/** The road of one cause through one transaction; writes that follow from it go the same road. */
export interface Road {
  readonly tx: StoreTx
  readonly hooks: Hooks
  readonly scopes: Scopes
  readonly fits: Fits
  readonly actor: Actor
  readonly scope: Scope
  /** The actor's clock and the server's. */
  readonly at: Instant
  readonly now: Instant
  /** How many writes led to this one. */
  readonly depth: number
  /** An id that this cause always gets for a purpose. */
  idFor(purpose: string): Id
  /** The same, counting the calls: the second one gets another id. */
  nextId(purpose: string): Id
}

interface Cause {
  readonly deviceId: Id
  readonly id: Id
  readonly actor: Actor
  readonly scope: Scope
  readonly at: Instant
}

/** The road for a cause: a mutation of a device, or something that happened on the server. */
export function roadOf(parts: SyncParts, tx: StoreTx, cause: Cause): Road {
  const { hooks, scopes, fits, clock } = parts
  const { actor, scope, at } = cause
  const name = `${cause.deviceId}/${cause.id}`
  const idFor = (purpose: string): Id => causeId(at, name, purpose)
  let count = 0
  const nextId = (purpose: string): Id => idFor(`${purpose}/${count++}`)
  return { tx, hooks, scopes, fits, actor, scope, at, now: clock(), depth: 0, idFor, nextId }
}
