import { isStaff } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'
import type { ServerWrite } from '../sync/hooks.ts'
import type { Store } from '../store/store.ts'
import { organisationOfDomain, type Channel } from './channel.ts'
import type { MailAddress } from './parsed-mail.ts'
import { stableId } from './stable-id.ts'

/** Who wrote a mail; `create` makes the person when the desk does not know them yet. */
export interface Sender {
  readonly personId: Id
  readonly name: string
  readonly address: string
  readonly orgId: Id
  readonly isStaff: boolean
  readonly create: readonly ServerWrite[]
}

const LIMIT = 20
/** The id of a person made from an address has no time of its own. */
const NO_TIME = ''

/** The person with this address, or the one to be made: in the organisation of the domain, else the mailbox's. */
export async function findSender(store: Store, channel: Channel, from: MailAddress): Promise<Sender> {
  const known = await knownPerson(store, channel, from.address)
  if (known) {
    const { id, name, orgId } = known
    return { personId: id, name, address: from.address, orgId, isStaff: isStaff(known), create: [] }
  }
  const domain = from.address.split('@')[1] ?? ''
  const orgId = (await organisationOfDomain(store, domain)) ?? channel.orgId
  const name = [...(from.name || from.address || '?')].slice(0, 100).join('')
  const personId = await freePersonId(store, orgId, from.address)
  const emails = /^[^\s@]+@[^\s@]+$/.test(from.address) ? [from.address] : []
  const patch = { name, emails, orgId, language: channel.language }
  const create: ServerWrite = { collection: 'people', docId: personId, op: 'create', patch }
  return { personId, name, address: from.address, orgId, isStaff: false, create: [create] }
}

/** Among several people with one address somebody of the mailbox's organisation, and somebody active. */
async function knownPerson(store: Store, channel: Channel, address: string): Promise<Person | undefined> {
  if (address === '') return undefined
  const found = await store.find('people', 'email', address, { limit: LIMIT })
  const people = found.map(({ doc }) => doc as unknown as Person).filter(({ deletedAt }) => deletedAt === '')
  const rank = (person: Person) => (person.orgId === channel.orgId ? 2 : 0) + (person.active ? 1 : 0)
  return people.toSorted((a, b) => rank(b) - rank(a))[0]
}

/** Two mails of a new sender at once agree on one person; an address that was taken from somebody gives a new one. */
async function freePersonId(store: Store, orgId: Id, address: string): Promise<Id> {
  for (let attempt = 0; ; attempt++) {
    const id = stableId(NO_TIME, 'person', orgId, address, String(attempt))
    if ((await store.doc('people', id)) === undefined) return id
  }
}
