import { describe, expect, test } from 'vitest'
import { articles } from '../articles/collection.ts'
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

/** Which organisation each site and team of the desk belongs to; '' for all. */
const ORGS: Readonly<Record<string, string>> = { lyon: 'org-1', rome: 'org-2', net: 'org-1', all: '' }

/** The refusal of a creation on the server as `code field`, or `ok`. */
function creating<D extends Doc>(spec: CollectionSpec<D>, patch: Patch, actor: Actor): string {
  const place = { parent: undefined, parentBuckets: [], orgOf: (id: string) => ORGS[id] }
  const checked = checkWrite({ spec, before: undefined, docId: 'new-1', patch, actor, now: NOW, ...place })
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field ?? ''}`.trim()
}

describe('where a document is laid', () => {
  const laid = (place: Patch) => ({ title: 'No network', label: 'NEW-7F3K', ...place })

  test('its site belongs to its organisation, and its team to it or to all', () => {
    expect(creating(tickets, laid({ orgId: 'org-1', siteId: 'lyon', teamId: 'net' }), anActor())).toBe('ok')
    expect(creating(tickets, laid({ orgId: 'org-1', teamId: 'all' }), anActor())).toBe('ok')
    expect(creating(tickets, laid({ orgId: 'org-1', siteId: 'rome' }), anActor())).toBe(
      'place-elsewhere siteId',
    )
    expect(creating(tickets, laid({ orgId: 'org-1', siteId: 'all' }), anActor())).toBe(
      'place-elsewhere siteId',
    )
    expect(creating(tickets, laid({ orgId: 'org-2', teamId: 'net' }), inBoth)).toBe('place-elsewhere teamId')
    expect(creating(assets, { name: 'Laptop', orgId: 'org-1', siteId: 'rome' }, anActor())).toBe(
      'place-elsewhere siteId',
    )
  })

  test('a technician lays nothing into a foreign organisation by their own site, nor by one that nobody knows', () => {
    expect(creating(tickets, laid({ orgId: 'org-1', siteId: 'lyon' }), technicianOf('lyon'))).toBe('ok')
    expect(creating(tickets, laid({ orgId: 'org-2', siteId: 'lyon' }), technicianOf('lyon'))).toBe(
      'place-elsewhere siteId',
    )
    expect(creating(tickets, laid({ orgId: 'org-2', siteId: 'gone' }), technicianOf('gone'))).toBe(
      'not-allowed',
    )
  })

  test('a device that does not know a place leaves it to the server', () => {
    const ticket = aTicket({ orgId: 'org-1', siteId: 'lyon' })
    expect(changing(tickets, ticket, { siteId: 'somewhere' }, anActor())).toBe('ok')
  })

  test('nobody takes a ticket along who was only given it', () => {
    const given = aTicket({ siteId: '', assigneeId: 'agent-1' })
    const elsewhere = anActor('agent', 'org:org-2')
    expect(changing(tickets, given, { title: 'Mine' }, elsewhere)).toBe('ok')
    expect(changing(tickets, given, { orgId: 'org-2' }, elsewhere)).toBe('not-allowed orgId')
  })
})

describe('what everybody sees', () => {
  const article = { title: 'Reset a password' }

  test('is written by administrators of an organisation', () => {
    for (const role of ['technician', 'agent', 'manager', 'auditor'] as const) {
      expect(creating(articles, article, anActor(role))).toBe('not-allowed')
      expect(creating(articles, { ...article, audience: 'public' }, anActor(role))).toBe('not-allowed')
    }
    expect(creating(articles, article, anActor('administrator', 'site:lyon'))).toBe('not-allowed')
    expect(creating(articles, article, anActor('administrator'))).toBe('ok')
    const forAll = newDoc(articles, 'article-1', { ...article, orgId: '' })
    expect(changing(articles, forAll, { body: 'Changed' }, anActor())).toBe('not-allowed body')
  })

  test('is rated by everybody of the desk, each for themselves', () => {
    for (const orgId of ['', 'org-1']) {
      const read = newDoc(articles, 'article-1', { ...article, orgId, helpfulIds: ['bob'] })
      for (const actor of [anActor(), technicianOf('lyon')]) {
        expect(changing(articles, read, { helpfulIds: { $add: ['agent-1'] } }, actor)).toBe('ok')
        expect(changing(articles, read, { helpfulIds: { $add: ['ann'] } }, actor)).toBe(
          'author-forged helpfulIds',
        )
        expect(changing(articles, read, { helpfulIds: { $remove: ['bob'] } }, actor)).toBe(
          'author-forged helpfulIds',
        )
      }
      expect(changing(articles, read, { helpfulIds: { $add: ['agent-1'] } }, anActor('auditor'))).toBe(
        'not-allowed helpfulIds',
      )
    }
  })

  test('of one organisation is written by who holds a role for the whole of it', () => {
    for (const audience of ['internal', 'public']) {
      const own = { ...article, audience, orgId: 'org-1' }
      expect(creating(articles, own, anActor())).toBe('ok')
      expect(creating(articles, own, anActor('agent', 'org:org-2'))).toBe('not-allowed')
      expect(creating(articles, own, technicianOf('lyon'))).toBe('not-allowed')
    }
  })
})

test('nobody writes in the name of somebody else', () => {
  const ticket = { title: 'x', orgId: 'org-1', label: 'NEW-7F3K' }
  expect(creating(tickets, { ...ticket, createdBy: 'agent-1' }, anActor())).toBe('ok')
  expect(creating(tickets, { ...ticket, createdBy: 'boss' }, anActor())).toBe('author-forged createdBy')
  expect(creating(tickets, { ...ticket, createdBy: 'boss' }, systemActor('mail'))).toBe('ok')
  expect(creating(articles, { title: 'x', orgId: 'org-1', authorId: 'boss' }, anActor())).toBe(
    'author-forged authorId',
  )
})
