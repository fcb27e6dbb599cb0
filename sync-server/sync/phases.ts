import { COLLECTIONS, specOf } from '#shared/collections.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Reach } from '#shared/policy/scope.ts'
import type { Change } from '#shared/protocol/wire.ts'
import type { Store } from '../store/store.ts'
import {
  commonReach,
  heldBuckets,
  heldReach,
  isSameReach,
  isWithin,
  type Cursor,
  type HeldReach,
} from './cursor.ts'
import { complete } from './stored.ts'

/** Parents come before their children here as in the stream. */
const ORDER = Object.keys(COLLECTIONS) as CollectionName[]
/** Statements a request may spend on looking for documents; what is left is looked for by the next one. */
const MOST_SCANS = 40

/** A document of a collection up to which a fill has come. */
export interface FillPlace {
  readonly collection: CollectionName
  readonly after: Id
}

/** What lies between a device and the reach it should have. */
export interface Phases {
  /** What it holds of that reach already. */
  readonly held: HeldReach
  /** Where the fill goes on; undefined when there is nothing left to send. */
  readonly fill: FillPlace | undefined
  /** True when it may hold something that lies outside. */
  readonly hasLost: boolean
}

/** What a device at this cursor needs to get to a reach; one without a cursor holds nothing. */
export function phasesTo(reach: Reach, given: Pick<Cursor, 'held' | 'fill'> | undefined): Phases {
  const target = heldReach(reach)
  if (given && isSameReach(given.fill ?? given.held, target)) {
    return { held: given.held, fill: given.fill && placeOf(given.fill), hasLost: false }
  }
  const held = given ? commonReach(given.held, target) : { marks: '', since: reach.since }
  const isComplete = isSameReach(held, target)
  const sources = given ? [given.held, ...(given.fill ? [given.fill] : [])] : []
  return {
    held: isComplete ? target : held,
    fill: isComplete ? undefined : beginning(),
    hasLost: sources.some((source) => !isWithin(source, target)),
  }
}

function placeOf({ collection, after }: NonNullable<Cursor['fill']>): FillPlace {
  const known = ORDER.find((name) => name === collection)
  return known ? { collection: known, after } : beginning()
}

function beginning(): FillPlace {
  return { collection: ORDER[0] as CollectionName, after: '' }
}

/** Some of what a device gains, as it stands now, and where to go on; `pos` is where its stream stands. */
export async function fillSome(
  store: Store,
  reach: Reach,
  { held, fill }: Phases,
  { room, pos }: { readonly room: number; readonly pos: number },
): Promise<{ readonly changes: readonly Change[]; readonly fill: FillPlace | undefined }> {
  const gain = { reach, without: { buckets: heldBuckets(held, reach.buckets), since: held.since } }
  const changes: Change[] = []
  let place = fill
  for (let scans = 0; place && changes.length < room && scans < MOST_SCANS; scans++) {
    const { collection, after } = place
    const page = { limit: room - changes.length, afterId: after }
    const { docs, through } = await store.gained(collection, gain, page)
    const spec = specOf(collection)
    for (const doc of docs)
      changes.push({ pos: Math.max(1, pos), collection, doc: { ...complete(spec, doc) } })
    place = through === undefined ? afterCollection(collection) : { collection, after: through }
  }
  return { changes, fill: place }
}

function afterCollection(name: CollectionName): FillPlace | undefined {
  const next = ORDER[ORDER.indexOf(name) + 1]
  return next && { collection: next, after: '' }
}
