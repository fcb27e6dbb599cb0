import type { Actor } from '../kernel/actor.ts'
import type { CollectionSpec } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'

/** Buckets a replica of this actor holds, sorted. `orgOfSite` gives the organisation of a site, '' when unknown. */
export function scopeOf(actor: Actor, orgOfSite: (siteId: Id) => Id): string[] {
  const buckets = new Set<string>()
  for (const grant of actor.roles) {
    if (grant.role === 'requester') continue
    const [kind, id = ''] = grant.at.split(':')
    buckets.add(grant.at)
    const orgId = kind === 'org' ? id : orgOfSite(id)
    if (orgId !== '') buckets.add(`ref:${orgId}`)
  }
  if (buckets.size === 0) return []
  buckets.add(`user:${actor.personId}`)
  buckets.add('public')
  return [...buckets].sort()
}

/** Where a document lies: a child where its parent lies (kept in its `scope`), anything else by its own fields. */
export function bucketsFor<D extends Doc>(
  spec: CollectionSpec<D>,
  doc: D,
  parent: Doc | undefined,
): readonly string[] {
  if (spec.parent(doc) === undefined) return [...spec.buckets(doc)].sort()
  return Array.isArray(parent?.['scope']) ? (parent['scope'] as string[]) : ((doc['scope'] as string[]) ?? [])
}

/**
 * What a device holds: the documents in one of the buckets, except those of tickets closed before the month `since`
 * (`2026-03`; '' for no limit).
 */
export interface Reach {
  readonly buckets: readonly string[]
  readonly since: string
}

const CLOSED = 'closed:'

/** The words of buckets that say a ticket was closed before a month: from the first one on, up to the second one. */
export function closedBefore(since: string): readonly [from: string, to: string] {
  return [CLOSED, `${CLOSED}${since}`]
}

/** True when a document in these buckets belongs on a device of this reach. */
export function isInReach(reach: Reach, buckets: readonly string[]): boolean {
  const [from, to] = closedBefore(reach.since)
  const isTooOld = buckets.some((bucket) => bucket >= from && bucket < to)
  return !isTooOld && buckets.some((bucket) => reach.buckets.includes(bucket))
}

/** The month some months before the one of an instant: `2025-11` is 12 before any day of November 2026. */
export function monthBefore(now: Instant, months: number): string {
  const day = new Date(now)
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() - months)
  return day.toISOString().slice(0, 7)
}
