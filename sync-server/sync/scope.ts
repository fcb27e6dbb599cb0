import type { Actor, RoleGrant } from '#shared/kernel/actor.ts'
import type { OrgOf } from '#shared/kernel/collection.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { scopeOf } from '#shared/policy/scope.ts'
import type { StoreReads } from '../store/store.ts'

/** How long the organisation of a setting is taken as known, in milliseconds. */
const CACHE_MS = 10_000

/** The buckets somebody sees; the server itself sees every one. */
export type Scope = readonly string[] | 'everything'

/** Finds the scopes of people. `reads` is the transaction in which the answer is needed, or the store. */
export interface Scopes {
  of(reads: StoreReads, actor: Actor): Promise<Scope>
  /** The scope of a person as they are stored now; nothing for somebody unknown or inactive. */
  ofPerson(reads: StoreReads, personId: Id): Promise<Scope>
  /** Tells which organisations these settings belong to; '' for all. */
  orgsOf(reads: StoreReads, settingIds: readonly Id[]): Promise<OrgOf>
}

/** True when a document in these buckets is visible in the scope. */
export function isVisible(scope: Scope, buckets: readonly string[]): boolean {
  return scope === 'everything' || buckets.some((bucket) => scope.includes(bucket))
}

/** Scopes from the roles of an actor and the sites in the settings. */
export function createScopes(clock: Clock): Scopes {
  const settings = new Map<Id, { readonly orgId: Id; readonly until: number }>()

  async function orgOf(reads: StoreReads, settingId: Id): Promise<Id | undefined> {
    const now = Date.parse(clock())
    const known = settings.get(settingId)
    if (known && known.until > now) return known.orgId
    const setting = await reads.doc('settings', settingId)
    if (!setting) return undefined
    const orgId = String(setting.doc['orgId'] ?? '')
    settings.set(settingId, { orgId, until: now + CACHE_MS })
    return orgId
  }

  async function of(reads: StoreReads, actor: Actor): Promise<Scope> {
    if (actor.system === true) return 'everything'
    const orgs = new Map<Id, Id>()
    for (const { at } of actor.roles) {
      const [kind, id = ''] = at.split(':')
      if (kind === 'site') orgs.set(id, (await orgOf(reads, id)) ?? '')
    }
    return scopeOf(actor, (siteId) => orgs.get(siteId) ?? '')
  }

  return {
    of,
    async orgsOf(reads, settingIds) {
      const orgs = new Map<Id, Id | undefined>()
      for (const id of settingIds) orgs.set(id, await orgOf(reads, id))
      return (id) => orgs.get(id)
    },
    async ofPerson(reads, personId) {
      const person = await reads.doc('people', personId)
      if (!person || person.doc.deletedAt !== '' || person.doc['active'] === false) return []
      return of(reads, { personId, deviceId: '', roles: (person.doc['roles'] ?? []) as RoleGrant[] })
    },
  }
}
