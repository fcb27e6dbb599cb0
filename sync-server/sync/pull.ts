import { COLLECTIONS, specOf } from '#shared/collections.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { PULL_LIMIT, type Change, type PullResponse } from '#shared/protocol/wire.ts'
import type { ChangeRow, Store } from '../store/store.ts'
import { decodeCursor, encodeCursor, fingerprint, type Cursor } from './cursor.ts'
import { untilStored } from './push.ts'
import type { SyncParts } from './road.ts'
import { complete } from './stored.ts'

/** Names the schemas of this version. */
export const SCHEMA = fingerprint(Object.values(COLLECTIONS).map(({ name, version }) => `${name}:${version}`))

/**
 * The changes after a cursor that concern the actor's scope. A cursor of another history, scope or schema starts from
 * the beginning. Refuses `cursor-invalid`.
 */
export function pullPage(
  parts: SyncParts,
  actor: Actor,
  cursor: string | undefined,
  limit: number,
): Promise<Result<PullResponse>> {
  return untilStored(async () => {
    const { store, scopes, clock } = parts
    const given = cursor === undefined ? undefined : decodeCursor(cursor)
    if (cursor !== undefined && !given) return refuse('cursor-invalid')
    const scope = await scopes.of(store, actor)
    const buckets = scope === 'everything' ? [] : scope
    const here = { v: 1, epoch: await store.epoch(), scope: fingerprint(buckets), schema: SCHEMA } as const
    const isSame = given !== undefined && isContinued(given, here)
    if (given && isSame && given.pos > (await store.head())) return refuse('cursor-invalid')
    const from = given && isSame ? given.pos : 0
    const page = await store.changesAfter(from, buckets, Math.max(1, Math.min(limit, PULL_LIMIT)))
    return accept({
      changes: page.rows.map(changeOf),
      cursor: encodeCursor({ ...here, pos: page.through }),
      more: page.more,
      reset: given !== undefined && !isSame,
      now: clock(),
    })
  })
}

/** True unless the cursor is one of another history of the database; one that cannot be read belongs to none. */
export async function isOfThisHistory(store: Store, cursor: string): Promise<boolean> {
  const epoch = await untilStored(() => store.epoch())
  return (decodeCursor(cursor)?.epoch ?? epoch) === epoch
}

/** True when a cursor is of this history, scope and set of schemas. */
export function isContinued(given: Cursor, here: Omit<Cursor, 'pos'>): boolean {
  return given.epoch === here.epoch && given.scope === here.scope && given.schema === here.schema
}

function changeOf({ pos, collection, id, doc }: ChangeRow): Change {
  return doc
    ? { pos, collection, doc: { ...complete(specOf(collection), doc) } }
    : { pos, collection, id, gone: true }
}
