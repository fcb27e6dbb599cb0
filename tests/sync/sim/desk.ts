import { systemActor, type RoleGrant } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { SyncService } from '#sync-server/sync/service.ts'

/** A person of the desk, and the roles a scope flip may give them. */
export interface Staff {
  readonly id: Id
  readonly orgId: Id
  readonly roles: readonly (readonly RoleGrant[])[]
}

const at = (role: RoleGrant['role'], ...places: readonly string[]): RoleGrant[] =>
  places.map((place) => ({ role, at: place }))

/** Who works at the desk. The first roles of each are those they begin with. */
export const STAFF: readonly Staff[] = [
  {
    id: 'ann',
    orgId: 'acme',
    roles: [at('agent', 'org:acme'), at('agent', 'site:lyon'), at('agent', 'org:acme', 'org:globex')],
  },
  {
    id: 'bob',
    orgId: 'acme',
    roles: [at('agent', 'org:acme'), at('technician', 'site:paris'), at('auditor', 'org:acme')],
  },
  { id: 'mona', orgId: 'acme', roles: [at('manager', 'org:acme'), at('manager', 'org:acme', 'org:globex')] },
  {
    id: 'luc',
    orgId: 'acme',
    roles: [
      at('technician', 'site:lyon'),
      at('technician', 'site:paris'),
      at('technician', 'site:lyon', 'site:paris'),
    ],
  },
  {
    id: 'gus',
    orgId: 'globex',
    roles: [at('agent', 'org:globex'), at('agent', 'org:acme'), at('agent', 'site:oslo')],
  },
  { id: 'ada', orgId: 'acme', roles: [at('administrator', 'org:acme', 'org:globex')] },
]

/** The organisations with their sites, and who asks there. */
export const PLACES = [
  { orgId: 'acme', sites: ['lyon', 'paris'], requester: 'rita' },
  { orgId: 'globex', sites: ['oslo'], requester: 'otto' },
] as const

/** Fills an empty desk: places, people, and a first ticket at each site. */
export async function populate(sync: SyncService, now: string): Promise<void> {
  const create = async (
    collection: 'settings' | 'people' | 'tickets',
    docId: Id,
    patch: Record<string, unknown>,
  ) => {
    const written = await sync.write(systemActor('ada'), `seed-${docId}`, [
      { collection, docId, op: 'create', patch },
    ])
    if (!written.ok) throw new Error(`${docId}: ${written.refusal.code}`)
  }
  for (const { orgId, sites, requester } of PLACES) {
    await create('settings', orgId, { kind: 'organisation', orgId, name: orgId })
    for (const site of sites) await create('settings', site, { kind: 'site', orgId, name: site })
    await create('people', requester, { name: requester, emails: [`${requester}@${orgId}.example`], orgId })
  }
  for (const { id, orgId, roles } of STAFF) {
    await create('people', id, { name: id, emails: [`${id}@${orgId}.example`], orgId, roles: roles[0] })
  }
  for (const { orgId, sites, requester } of PLACES) {
    for (const siteId of sites) {
      const times = { createdAt: now, updatedAt: now, createdBy: 'ada' }
      const fields = { title: `First at ${siteId}`, requesterId: requester, label: 'NEW-2222', ...times }
      await create('tickets', `ticket-${siteId}`, { orgId, siteId, ...fields })
    }
  }
}
