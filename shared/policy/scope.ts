import type { Actor } from '../kernel/actor.ts'
import type { CollectionSpec } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id } from '../kernel/ids.ts'

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
