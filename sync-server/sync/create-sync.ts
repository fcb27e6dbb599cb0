import type { Clock } from '#shared/kernel/time.ts'
import type { Store } from '../store/store.ts'
import { countOlder, digestOf, documentsOf, revisionsOf } from './digest.ts'
import { compiledFits } from './fits.ts'
import type { Hooks } from './hooks.ts'
import { createParking } from './parking.ts'
import { isOfThisHistory, pullPage } from './pull.ts'
import { pushAll } from './push.ts'
import { createRetention, type Retention } from './retention.ts'
import type { SyncLog, SyncParts } from './road.ts'
import { createScopes } from './scope.ts'
import { createSequencer } from './sequencer.ts'
import { writeAll } from './server-writes.ts'
import type { SyncService } from './service.ts'

const POLL_MS = 2000
const PARKED_DAYS = 7

/** What sync is made of. `pollMs`: how often changes are looked for where nothing told of them, in milliseconds. */
export interface SyncOptions {
  readonly store: Store
  readonly hooks: Hooks
  readonly clock: Clock
  readonly log?: SyncLog
  readonly pollMs?: number
  /** How long a mutation waits for the document it hangs on, in days. */
  readonly parkedDays?: number
  /** How far back devices hold closed tickets; a year where nothing is said. */
  readonly retention?: Retention
}

const silent: SyncLog = { error: () => undefined, warn: () => undefined }

/** Puts sync together on a store. Its timers end with `stop`. */
export function createSync({
  store,
  hooks,
  clock,
  log = silent,
  pollMs = POLL_MS,
  parkedDays = PARKED_DAYS,
  retention = createRetention(clock),
}: SyncOptions): SyncService {
  const scopes = createScopes(clock)
  const parts: SyncParts = { store, hooks, clock, log, scopes, fits: compiledFits(), retention }
  const sequencer = createSequencer(store, log, pollMs)
  const parking = createParking(parts, { days: parkedDays, onTakenUp: sequencer.kick })
  const stopFollowing = sequencer.onHead(parking.kick)
  return {
    async push(actor, mutations) {
      try {
        return await pushAll(parts, actor, mutations)
      } finally {
        sequencer.kick()
      }
    },
    isOfThisHistory: (cursor) => isOfThisHistory(store, cursor),
    async pull(actor, cursor, limit, months) {
      await sequencer.settled()
      return pullPage(parts, actor, { cursor, limit, months })
    },
    digest: (actor, cursor) => digestOf(parts, actor, cursor),
    revisions: (actor, wish, after) => revisionsOf(parts, actor, wish, after),
    documents: (actor, wish, ids) => documentsOf(parts, actor, wish, ids),
    countOlder: (actor, wish) => countOlder(parts, actor, wish),
    async write(actor, causeId, writes, at = clock()) {
      const written = await writeAll(parts, actor, causeId, writes, at)
      sequencer.kick()
      return written
    },
    onHead: sequencer.onHead,
    async stop() {
      stopFollowing()
      await parking.stop()
      await sequencer.stop()
    },
  }
}
