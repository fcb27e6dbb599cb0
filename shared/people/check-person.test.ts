import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import type { Patch } from '../kernel/patch.ts'
import { checkWrite } from '../policy/check-write.ts'
import { aPerson, anActor } from './builders.ts'
import { people } from './collection.ts'
import type { Person } from './schema.ts'

const SITES: Readonly<Record<string, string>> = { lyon: 'org-1', rome: 'org-2' }
const agent = anActor('agent', 'org:org-1')
const administrator = anActor('administrator', 'org:org-1', 'amelie')

/** The refusal of a change on the server as `code field`, or `ok`. */
function changing(before: Person, patch: Patch, actor: Actor): string {
  const now = '2026-11-20T09:00:00.000Z'
  const place = { parent: undefined, parentBuckets: [], orgOf: (id: string) => SITES[id] }
  const checked = checkWrite({ spec: people, before, docId: before.id, patch, actor, now, ...place })
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field ?? ''}`.trim()
}

describe('roles', () => {
  const person = aPerson({ siteId: '' })

  test('are given where the administrator administers, and nowhere else', () => {
    const giving = (at: string) => changing(person, { roles: [{ role: 'agent', at }] }, administrator)
    expect(giving('org:org-1')).toBe('ok')
    expect(giving('site:lyon')).toBe('ok')
    for (const at of ['org:org-2', 'site:rome', 'site:nowhere']) expect(giving(at)).toBe('not-allowed roles')
  })

  test('of other places stay when those of one are changed, and are not taken either', () => {
    const foreign = { role: 'agent', at: 'org:org-2' } as const
    const both = { ...person, roles: [foreign, { role: 'agent', at: 'org:org-1' } as const] }
    expect(changing(both, { roles: [foreign] }, administrator)).toBe('ok')
    expect(changing(both, { roles: [] }, administrator)).toBe('not-allowed roles')
  })

  test('are not what the administrator of a site gives themselves, though the document is their own', () => {
    const roles = [{ role: 'administrator', at: 'site:lyon' } as const]
    const actor: Actor = { personId: 'person-1', deviceId: 'laptop', roles }
    const own = { ...person, roles }
    for (const at of ['org:org-1', 'org:org-2']) {
      expect(changing(own, { roles: [...roles, { role: 'administrator', at }] }, actor)).toBe(
        'not-allowed roles',
      )
    }
    expect(changing(own, { phone: '1' }, actor)).toBe('ok')
  })
})

describe('an account', () => {
  const colleague = aPerson({ siteId: '', roles: [{ role: 'administrator', at: 'org:org-1' }] })
  const takingOver = [{ emails: ['me@evil.example'] }, { deletedAt: '2026-11-20T10:00:00.000Z' }]

  test('of somebody with roles is not taken over by changing where their mail goes', () => {
    for (const patch of takingOver) {
      expect(changing(colleague, patch, agent)).toMatch('not-allowed')
      expect(changing(colleague, patch, administrator)).toBe('ok')
      expect(changing(aPerson({ siteId: '' }), patch, agent)).toBe('ok')
    }
    expect(changing(colleague, { phone: '1' }, agent)).toBe('ok')
  })

  test('that holds roles elsewhere too is for nobody of one place alone', () => {
    const both = { ...colleague, roles: [...colleague.roles, { role: 'agent', at: 'org:org-2' } as const] }
    for (const patch of [...takingOver, { active: false }]) {
      expect(changing(both, patch, administrator)).toMatch('not-allowed')
    }
  })
})

test('a person’s site is one of their organisation', () => {
  expect(changing(aPerson({ siteId: '' }), { siteId: 'lyon' }, agent)).toBe('ok')
  expect(changing(aPerson({ siteId: '' }), { siteId: 'rome' }, agent)).toBe('place-elsewhere siteId')
})
