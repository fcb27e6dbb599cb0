import { specOf } from '#shared/collections.ts'
import { COLLECTION_NAMES, isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { bucketsFor, isInReach, type Reach } from '#shared/policy/scope.ts'
import type { DocumentStore } from './document-store.ts'
import type { ReplicaEffects } from './effects.ts'
import type { Exclusive } from './exclusive.ts'
import { letGo } from './let-go.ts'
import type { DocKey, Outbox } from './outbox.ts'

export interface PurgeParts {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly effects: Pick<ReplicaEffects, 'wait'>
}

/** Documents looked at under one lock, and the milliseconds of air the screen gets after them. */
const CHUNK = 250
const AIR = 10

/**
 * Removes what lies outside of a reach. The device looks for it by itself, since it alone knows what it holds: a server
 * that named what was lost would tell of documents that were never there. Repeatable; false when it was stopped.
 */
export async function purge(parts: PurgeParts, reach: Reach, signal: AbortSignal): Promise<boolean> {
  await purgeUnreadable(parts.outbox, reach)
  for (const name of COLLECTION_NAMES) {
    if (!parts.store.keeps(name)) continue
    const ids = await parts.store.ids(name)
    for (let at = 0; at < ids.length; at += CHUNK) {
      if (signal.aborted) return false
      const chunk = ids.slice(at, at + CHUNK)
      await parts.exclusive(() => purgeSome(parts, reach, name, chunk))
      if (at + CHUNK < ids.length) await parts.effects.wait(AIR, signal)
    }
  }
  return !signal.aborted
}

/** What the person wrote is laid over a document and may show it elsewhere: where it lies is the server's word alone. */
async function purgeSome(
  { store, outbox }: PurgeParts,
  reach: Reach,
  name: CollectionName,
  ids: readonly Id[],
): Promise<void> {
  const docs = await store.read(name, ids)
  const states = await outbox.states(ids.map((docId): DocKey => [name, docId]))
  const outside = [...docs].flatMap(([id, shown]) => {
    const known = states.base(name, id)?.doc ?? shown
    return isInReach(reach, bucketsFor(specOf(name), known, undefined)) ? [] : [id]
  })
  await letGo(store, outbox, name, outside)
}

/** What this version cannot read is kept as it came. */
async function purgeUnreadable({ database }: Outbox, reach: Reach): Promise<void> {
  const unreadable = await database.parked.toArray()
  const outside = unreadable.filter(({ collection, doc }) => !isRawInReach(reach, collection, doc))
  await database.parked.bulkDelete(outside.map(({ collection, docId }): DocKey => [collection, docId]))
}

/** A document that does not say where it lies counts as lost: comparing fetches it again if it is not. */
function isRawInReach(reach: Reach, collection: string, raw: Readonly<Record<string, unknown>>): boolean {
  if (!isCollectionName(collection)) return false
  const spec = specOf(collection)
  try {
    return isInReach(reach, bucketsFor(spec, { ...spec.defaults, ...raw } as Doc, undefined))
  } catch {
    return false
  }
}
