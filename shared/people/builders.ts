import type { Actor, Role } from '../kernel/actor.ts'
import { people } from './collection.ts'
import type { Person } from './schema.ts'

/** A person for tests: a requester of organisation `org-1` unless told otherwise. */
export function aPerson(fields: Partial<Person> = {}): Person {
  return {
    ...(people.defaults as Person),
    id: 'person-1',
    rev: 1,
    deletedAt: '',
    name: 'Camille Martin',
    emails: ['camille.martin@brevent.example'],
    orgId: 'org-1',
    siteId: 'site-lyon',
    ...fields,
  }
}

/** Somebody of the desk for tests, with one role in one place. */
export function anActor(role: Role = 'agent', at = 'org:org-1', personId = 'agent-1'): Actor {
  return { personId, deviceId: `device-of-${personId}`, roles: [{ role, at }] }
}
