import type { Actor, RoleGrant } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { scopeOf } from '#shared/policy/scope.ts'
import type { StoreReads } from '../store/store.ts'

/** How long the organisation of a site is taken as known, in milliseconds. */
const SITE_CACHE_MS = 10_000

/** The buckets somebody sees; the server itself sees every one. */
export type Scope = readonly string[] | 'everything'

/** Finds the scopes of people. `reads` is the transaction in which the answer is needed, or the store. */
export interface Scopes {
  of(reads: StoreReads, actor: Actor): Promise<Scope>
  /** The scope of a person as they are stored now; nothing for somebody unknown or inactive. */
  ofPerson(reads: StoreReads, personId: Id): Promise<Scope>
}

/** True when a document in these buckets is visible in the scope. */
export function isVisible(scope: Scope, buckets: readonly string[]): boolean {
  return scope === 'everything' || buckets.some((bucket) => scope.includes(bucket))
}

/** Scopes from the roles of an actor and the sites in the settings. */
export function createScopes(clock: Clock): Scopes {
  const sites = new Map<Id, { readonly orgId: Id; readonly until: number }>()

  async function orgOfSite(reads: StoreReads, siteId: Id): Promise<Id> {
    const now = Date.parse(clock())
    const known = sites.get(siteId)
    if (known && known.until > now) return known.orgId
    const site = await reads.doc('settings', siteId)
    const orgId = String(site?.doc['orgId'] ?? '')
    sites.set(siteId, { orgId, until: now + SITE_CACHE_MS })
    return orgId
  }

  async function of(reads: StoreReads, actor: Actor): Promise<Scope> {
    if (actor.system === true) return 'everything'
    const orgs = new Map<Id, Id>()
    for (const { at } of actor.roles) {
      const [kind, id = ''] = at.split(':')
      if (kind === 'site') orgs.set(id, await orgOfSite(reads, id))
    }
    return scopeOf(actor, (siteId) => orgs.get(siteId) ?? '')
  }

  return {
    of,
    async ofPerson(reads, personId) {
      const person = await reads.doc('people', personId)
      if (!person || person.doc.deletedAt !== '' || person.doc['active'] === false) return []
      return of(reads, { personId, deviceId: '', roles: (person.doc['roles'] ?? []) as RoleGrant[] })
    },
  }
}
