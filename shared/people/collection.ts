import { bucketsOf, defineCollection } from '../kernel/collection.ts'
import { checkPerson } from './check-person.ts'
import { Person } from './schema.ts'

const SITE = 'site:'

export const people = defineCollection<Person>({
  name: 'people',
  version: 0,
  schema: Person,
  mode: 'merged',
  fields: {
    name: 'value',
    emails: 'value',
    phone: 'value',
    jobTitle: 'value',
    language: 'value',
    orgId: 'value',
    siteId: 'value',
    departmentId: 'value',
    managerId: 'value',
    vip: 'value',
    active: 'value',
    roles: 'value',
  },
  defaults: {
    name: '',
    emails: [],
    phone: '',
    jobTitle: '',
    language: 'en',
    orgId: '',
    siteId: '',
    departmentId: '',
    managerId: '',
    vip: false,
    active: true,
    roles: [],
  },
  indexes: ['name'],
  places: ({ siteId, roles }) => [
    { field: 'siteId', id: siteId, of: 'own' },
    ...roles
      .filter(({ at }) => at.startsWith(SITE))
      .map(({ at }) => ({ field: 'roles', id: at.slice(SITE.length), of: 'any' }) as const),
  ],
  buckets: (person) => bucketsOf({ ref: person.orgId, user: person.id }),
  lookups: (person) => ({ email: person.emails, org: [person.orgId] }),
  check: checkPerson,
})
