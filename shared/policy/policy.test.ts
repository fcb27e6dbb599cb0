import { describe, expect, test } from 'vitest'
import { ROLES } from '../kernel/actor.ts'
import { COLLECTION_NAMES } from '../kernel/collection-names.ts'
import { anActor } from '../people/builders.ts'
import { mayChange, mayCreate, mayRead, POLICY } from './policy.ts'
import { scopeOf } from './scope.ts'

const orgOfSite = (siteId: string) => (siteId === 'site-lyon' ? 'org-1' : '')

describe('the policy table', () => {
  test('has a line for every collection and every role of the desk', () => {
    for (const name of COLLECTION_NAMES) {
      expect(Object.keys(POLICY[name]).sort()).toEqual(ROLES.filter((role) => role !== 'requester').sort())
    }
  })

  test('a requester may do nothing by sync', () => {
    const requester = anActor('requester')
    for (const name of COLLECTION_NAMES) {
      expect(mayRead(requester, name, ['org:org-1', 'public'])).toBe(false)
      expect(mayCreate(requester, name, ['org:org-1'])).toBe(false)
    }
  })

  test('only an administrator decides who somebody is', () => {
    expect(mayChange(anActor('manager'), 'people', 'roles', ['ref:org-1'])).toBe(false)
    expect(mayChange(anActor('manager'), 'people', 'phone', ['ref:org-1'])).toBe(true)
    expect(mayChange(anActor('administrator'), 'people', 'roles', ['ref:org-1'])).toBe(true)
  })

  test('a role counts where it is held', () => {
    expect(mayChange(anActor('agent', 'org:org-2'), 'tickets', 'title', ['org:org-1'])).toBe(false)
    expect(
      mayChange(anActor('technician', 'site:site-lyon'), 'tickets', 'title', ['org:org-1', 'site:site-lyon']),
    ).toBe(true)
  })
})

describe('the scope of a replica', () => {
  test('holds the organisation, its reference data and the person’s own documents', () => {
    expect(scopeOf(anActor('agent'), orgOfSite)).toEqual(['org:org-1', 'public', 'ref:org-1', 'user:agent-1'])
  })

  test('a technician gets their site and not the whole organisation', () => {
    expect(scopeOf(anActor('technician', 'site:site-lyon'), orgOfSite)).toEqual([
      'public',
      'ref:org-1',
      'site:site-lyon',
      'user:agent-1',
    ])
  })

  test('a requester has none', () => {
    expect(scopeOf(anActor('requester'), orgOfSite)).toEqual([])
  })
})
