import { describe, expect, test } from 'vitest'
import { assets } from '../assets/collection.ts'
import { documents } from '../documents/collection.ts'
import { systemActor, type Actor } from '../kernel/actor.ts'
import type { CollectionSpec } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Patch } from '../kernel/patch.ts'
import { people } from '../people/collection.ts'
import { aPerson, anActor } from '../people/builders.ts'
import { tickets } from '../tickets/collection.ts'
import { aTicket } from '../tickets/builders.ts'
import { checkWrite, newDoc } from './check-write.ts'

const NOW = '2026-11-20T09:00:00.000Z'

const inBoth: Actor = {
  ...anActor(),
  roles: [
    { role: 'agent', at: 'org:org-1' },
    { role: 'agent', at: 'org:org-2' },
  ],
}
const technicianOf = (...sites: string[]): Actor => ({
  ...anActor(),
  roles: sites.map((site) => ({ role: 'technician', at: `site:${site}` })),
})

/** The refusal of a change as `code field`, or `ok`. */
function changing<D extends Doc>(spec: CollectionSpec<D>, before: D, patch: Patch, actor: Actor): string {
  const attempt = {
    spec,
    before,
    docId: before.id,
    patch,
    actor,
    now: NOW,
    parent: undefined,
    parentBuckets: [],
  }
  const checked = checkWrite(attempt)
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field ?? ''}`.trim()
}

describe('moving a document to another organisation', () => {
  const asset = newDoc(assets, 'asset-1', { name: 'Laptop', orgId: 'org-1', siteId: 'lyon' })
  const file = newDoc(documents, 'file-1', { name: 'Plan', orgId: 'org-1', sha256: 'a'.repeat(64) })

  test('takes a role in the new one as well, whatever the document', () => {
    const away = { orgId: 'org-2' }
    expect(changing(tickets, aTicket({ siteId: '' }), away, anActor())).toBe('not-allowed orgId')
    expect(changing(assets, asset, away, anActor())).toBe('not-allowed orgId')
    expect(changing(documents, file, away, anActor())).toBe('not-allowed orgId')
    expect(changing(people, aPerson(), away, anActor())).toBe('not-allowed orgId')
    expect(changing(tickets, aTicket({ siteId: '' }), away, inBoth)).toBe('ok')
    expect(changing(assets, asset, away, inBoth)).toBe('ok')
    expect(changing(documents, file, away, inBoth)).toBe('ok')
    expect(changing(people, aPerson(), away, inBoth)).toBe('ok')
    expect(changing(tickets, aTicket(), away, systemActor('mail'))).toBe('ok')
  })

  test('is not had by naming a site one works at', () => {
    const ticket = aTicket({ orgId: 'org-1', siteId: 'lyon' })
    const patch = { orgId: 'org-2', siteId: 'lyon' }
    expect(changing(tickets, ticket, patch, technicianOf('lyon'))).toBe('not-allowed orgId')
    expect(changing(tickets, ticket, { ...patch, siteId: 'berlin' }, technicianOf('lyon', 'berlin'))).toBe(
      'not-allowed orgId',
    )
  })

  test('is not had by giving it to oneself, nor by giving it to nobody', () => {
    const patch = { orgId: 'org-2', assigneeId: 'agent-1' }
    expect(changing(tickets, aTicket({ assigneeId: 'agent-1' }), patch, anActor())).toBe('not-allowed orgId')
    expect(changing(documents, file, { orgId: '' }, inBoth)).toBe('not-allowed orgId')
  })
})

describe('moving a document within its organisation', () => {
  test('a technician hands a ticket to another site', () => {
    const ticket = aTicket({ orgId: 'org-1', siteId: 'lyon' })
    expect(changing(tickets, ticket, { siteId: 'paris' }, technicianOf('lyon'))).toBe('ok')
    expect(changing(tickets, ticket, { siteId: '', teamId: 'network' }, technicianOf('lyon'))).toBe('ok')
    expect(changing(tickets, ticket, { orgId: 'org-1', siteId: 'paris' }, technicianOf('lyon'))).toBe('ok')
  })
})
