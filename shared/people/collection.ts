import { bucketsOf, defineCollection, type WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { Person } from './schema.ts'

/** A person has a name, and mail addresses in lower case. */
function checkPerson({ after }: WriteContext<Person>): Refusal | undefined {
  if (after.name.trim() === '') return refuse('name-empty', 'name').refusal
  const bad = after.emails.find((email) => !/^[^\s@]+@[^\s@]+$/.test(email) || email !== email.toLowerCase())
  return bad === undefined ? undefined : refuse('email-invalid', 'emails', { email: bad }).refusal
}

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
  buckets: (person) => bucketsOf({ ref: person.orgId, user: person.id }),
  lookups: (person) => ({ email: person.emails, org: [person.orgId] }),
  check: checkPerson,
})
