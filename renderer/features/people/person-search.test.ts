import { expect, test } from 'vitest'
import { aPerson } from '#shared/people/builders.ts'
import { findPeople } from './person-search.ts'

const helene = aPerson({
  id: 'h',
  name: 'Hélène Moreau',
  emails: ['helene@x.example'],
  phone: '+33 4 72 00 11 22',
})
const jan = aPerson({ id: 'j', name: 'Jan Walker', vip: true, roles: [{ role: 'agent', at: 'org:org-1' }] })
const all = [helene, jan]

test('people are found by pieces of their name, address and telephone', () => {
  expect(findPeople(all, 'everybody', 'helene mor')).toEqual([helene])
  expect(findPeople(all, 'everybody', '0011')).toEqual([helene])
  expect(findPeople(all, 'everybody', 'x.example')).toEqual([helene])
  expect(findPeople(all, 'everybody', 'nobody')).toEqual([])
})

test('a scope leaves out everybody else', () => {
  expect(findPeople(all, 'desk', '')).toEqual([jan])
  expect(findPeople(all, 'requesters', '')).toEqual([helene])
  expect(findPeople(all, 'vip', '')).toEqual([jan])
})
