import { COLLECTIONS, specOf } from '#shared/collections.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { Reach } from '#shared/policy/scope.ts'
import { PULL_LIMIT, type Change, type PullReach, type PullResponse } from '#shared/protocol/wire.ts'
import type { ChangeRow, Store } from '../store/store.ts'
import {
  decodeCursor,
  encodeCursor,
  fingerprint,
  heldReach,
  isOfEpoch,
  isSameReach,
  type Cursor,
} from './cursor.ts'
import { fillSome, phasesTo } from './phases.ts'
import { untilStored } from './push.ts'
import type { SyncParts } from './road.ts'
import { complete } from './stored.ts'

/** Names the schemas of this version. */
export const SCHEMA = fingerprint(Object.values(COLLECTIONS).map(({ name, version }) => `${name}:${version}`))

/** A device's wish for a page. `months` is undefined for one that knows nothing of phases. */
export interface PullWish {
  readonly cursor: string | undefined
  readonly limit: number
  readonly months: number | undefined
}

/**
 * What comes after a cursor and concerns the actor: first the changes, then, while there is room, documents of what the
 * device gained since it was last told what it may hold. A cursor of another history or schema starts from the
 * beginning, which is a fill of everything. Refuses `cursor-invalid`.
 */
export function pullPage(parts: SyncParts, actor: Actor, wish: PullWish): Promise<Result<PullResponse>> {
  return untilStored(async () => {
    const { store, clock, retention } = parts
    const decoded = wish.cursor === undefined ? undefined : decodeCursor(wish.cursor)
    if (wish.cursor !== undefined && !decoded) return refuse('cursor-invalid')
    const epoch = await store.epoch()
    const ofHistory = decoded && isOfHistory(decoded, epoch) ? decoded : undefined
    const head = await store.head()
    if (ofHistory && ofHistory.pos > head) return refuse('cursor-invalid')
    const { months, since } = retention(wish.months ?? 0, ofHistory)
    const reach = { buckets: await bucketsOf(parts, actor), since }
    const given = ofHistory && goesOn(wish, ofHistory, reach) ? ofHistory : undefined
    const phases = phasesTo(reach, given)
    const limit = Math.max(1, Math.min(wish.limit, PULL_LIMIT))
    const page = await store.changesAfter(given?.pos ?? head, reach.buckets, limit, since)
    const room = page.more ? 0 : limit - page.rows.length
    const { changes, fill } = await fillSome(store, reach, phases, { room, pos: page.through })
    const target = heldReach(reach)
    const next: Cursor = {
      v: 2,
      epoch,
      pos: page.through,
      schema: SCHEMA,
      months,
      held: fill ? phases.held : target,
    }
    const told: PullReach = {
      since,
      filling: fill !== undefined,
      ...(phases.hasLost ? { keep: [...reach.buckets] } : {}),
    }
    return accept({
      changes: [...page.rows.map(changeOf), ...changes],
      cursor: encodeCursor(fill ? { ...next, fill: { ...target, ...fill } } : next),
      more: page.more || fill !== undefined,
      reset: decoded !== undefined && given === undefined,
      ...(wish.months === undefined ? {} : { reach: told }),
      now: clock(),
    })
  })
}

/** A device that knows nothing of phases begins anew when its reach changed. */
function goesOn({ months }: PullWish, given: Cursor, reach: Reach): boolean {
  return months !== undefined || isSameReach(given.fill ?? given.held, heldReach(reach))
}

/** True unless the cursor is one of another history of the database; one that cannot be read belongs to none. */
export async function isOfThisHistory(store: Store, cursor: string): Promise<boolean> {
  return isOfEpoch(cursor, await untilStored(() => store.epoch()))
}

/** True when a cursor is of this history and set of schemas. */
export function isOfHistory(given: Cursor, epoch: string): boolean {
  return given.epoch === epoch && given.schema === SCHEMA
}

/** The buckets of an actor; the server itself pulls nothing. */
export async function bucketsOf({ scopes, store }: SyncParts, actor: Actor): Promise<readonly string[]> {
  const scope = await scopes.of(store, actor)
  return scope === 'everything' ? [] : scope
}

function changeOf({ pos, collection, id, doc }: ChangeRow): Change {
  return doc
    ? { pos, collection, doc: { ...complete(specOf(collection), doc) } }
    : { pos, collection, id, gone: true }
}
