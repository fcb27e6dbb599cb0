import { assets } from '#shared/assets/collection.ts'
import { items } from '#shared/items/collection.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { messages } from '#shared/messages/collection.ts'
import { people } from '#shared/people/collection.ts'
import type { Person } from '#shared/people/schema.ts'
import { settings } from '#shared/settings/collection.ts'
import { benchId, benchTicket, benchTicketId } from '../sync/browser-tickets.ts'

/** How much lies on a desk. Children come in threes, two messages and a task, on the newest tickets first. */
export interface DeskSize {
  readonly tickets: number
  readonly assets: number
  readonly children: number
}

/** A document and where it belongs. */
export interface DeskDocument {
  readonly collection: CollectionName
  readonly doc: Doc
}

/** The documents of a desk in the order in which they are served, made when they are asked for. */
export interface DeskDocuments {
  readonly count: number
  at(index: number): DeskDocument
}

const ORG = 'org-bench'
const CHILDREN = 3
const SITES = 30
const REQUESTERS = 3000
const STAFF = 40
const FIRST_NAMES =
  'Amara Bruno Chiara Denis Elif Farid Greta Hugo Ines Jonas Karim Léa Marek Nora Oskar'.split(' ')
const LAST_NAMES = 'Aubert Bianchi Costa Dupont Evans Fischer Garnier Hansen Ivanov Jansen Keller'.split(' ')
const SAID = [
  'Since this morning the machine stops after a few minutes, and then nothing reacts any more.',
  'I tried another cable and another socket, and asked a colleague; it is the same everywhere.',
  'We have looked at the log of the switch and moved you to another port. Please try again.',
  'Thank you, it works now. I will write again if it comes back during the week.',
  'The replacement has arrived and is prepared; you can fetch it at the desk from ten o’clock on.',
  'Could you send a picture of the message, and tell us at what time it appeared for the last time?',
]

/** Whoever measures: an agent of the desk who sees all of it. */
export const benchAgent: Person = aPerson(0x26, 0)

const SETTINGS: readonly (readonly [kind: string, id: number, count: number, name: string])[] = [
  ['site', 0x21, SITES, 'Site'],
  ['department', 0x22, 60, 'Department'],
  ['category', 0x23, 45, 'Category'],
  ['team', 0x24, 12, 'Team'],
]

/** A desk of this size; the people and settings are the same for every size. */
export function deskDocuments({ tickets, assets: assetCount, children }: DeskSize): DeskDocuments {
  const first: DeskDocument[] = [
    aSetting('organisation', ORG, 'Bench', 0),
    ...SETTINGS.flatMap(([kind, id, count, name]) =>
      Array.from({ length: count }, (_, at) => aSetting(kind, benchId(id, at), named(name, at), at)),
    ),
    ...Array.from({ length: REQUESTERS }, (_, at) => asDocument('people', aPerson(0x25, at))),
    ...Array.from({ length: STAFF }, (_, at) => asDocument('people', aPerson(0x26, at))),
  ]
  return {
    count: first.length + tickets + assetCount + children,
    at(index) {
      const known = first[index]
      if (known !== undefined) return known
      const ticket = index - first.length
      if (ticket < tickets) return asDocument('tickets', benchTicket(ticket, ORG))
      const asset = ticket - tickets
      return asset < assetCount ? anAsset(asset) : aChild(asset - assetCount, tickets)
    },
  }
}

/** The name of the site number `at`. */
export function siteName(at: number): string {
  return named('Site', at)
}

/** The name of the member of the desk number `at`. */
export function staffName(at: number): string {
  return aPerson(0x26, at).name
}

function named(name: string, at: number): string {
  return `${name} ${String(at + 1).padStart(2, '0')}`
}

function asDocument(collection: CollectionName, doc: object): DeskDocument {
  return { collection, doc: doc as Doc }
}

function aSetting(kind: string, id: string, name: string, position: number): DeskDocument {
  const own = { id, rev: 1, deletedAt: '', kind, name, position, orgId: kind === 'organisation' ? '' : ORG }
  return asDocument('settings', { ...settings.defaults, ...own })
}

function aPerson(kind: 0x25 | 0x26, at: number): Person {
  const isStaff = kind === 0x26
  const first = pick(FIRST_NAMES, at)
  const last = `${pick(LAST_NAMES, Math.floor(at / FIRST_NAMES.length))} ${isStaff ? 'Desk ' : ''}${at}`
  return {
    ...(people.defaults as Person),
    id: benchId(kind, at),
    rev: 1,
    deletedAt: '',
    name: `${first} ${last}`,
    emails: [`${first}.${at}.${kind}@bench.example`.toLowerCase()],
    orgId: ORG,
    siteId: benchId(0x21, at % SITES),
    active: true,
    roles: isStaff ? [{ role: 'agent', at: `org:${ORG}` }] : [],
  }
}

function anAsset(at: number): DeskDocument {
  return asDocument('assets', {
    ...assets.defaults,
    id: benchId(0x40, at),
    rev: 1,
    deletedAt: '',
    kind: pick(['computer', 'phone', 'printer', 'accessory'], at),
    tag: `A-${String(at + 1).padStart(6, '0')}`,
    name: `${pick(['ThinkPad T14', 'Latitude 5540', 'LaserJet M507', 'Pixel 8'], at)} ${at + 1}`,
    serial: `SN${(at * 7919).toString(36).toUpperCase()}`,
    state: 'deployed',
    orgId: ORG,
    siteId: benchId(0x21, at % SITES),
    holderId: benchId(0x25, at % REQUESTERS),
    createdAt: instant(at),
  })
}

function aChild(at: number, tickets: number): DeskDocument {
  const ticket = tickets - 1 - Math.floor(at / CHILDREN)
  const scope = [`org:${ORG}`, `site:${benchId(0x21, ticket % SITES)}`]
  const own = { rev: 1, deletedAt: '', ticketId: benchTicketId(ticket), scope }
  return at % CHILDREN === 2 ? aTask(at, own) : aMessage(at, own)
}

function aMessage(at: number, own: object): DeskDocument {
  const isReply = at % CHILDREN === 1
  return asDocument('messages', {
    ...messages.defaults,
    ...own,
    id: benchId(0x50, at),
    kind: isReply ? 'reply' : 'mail',
    visibility: 'public',
    authorId: isReply ? benchId(0x26, at % STAFF) : benchId(0x25, at % REQUESTERS),
    text: `${pick(SAID, at)} ${pick(SAID, at >> 2)} Reference ${(at * 2_654_435).toString(36)}.`,
    delivery: isReply ? 'sent' : 'none',
    at: instant(at),
  })
}

function aTask(at: number, own: object): DeskDocument {
  const isDone = at % 2 === 0
  return asDocument('items', {
    ...items.defaults,
    ...own,
    id: benchId(0x51, at),
    kind: 'task',
    title: pick(['Call the requester', 'Order the part', 'Swap the dock', 'Check the log'], at),
    state: isDone ? 'done' : 'open',
    doneAt: isDone ? instant(at + 1) : '',
    assigneeId: benchId(0x26, at % STAFF),
    position: 'a0',
    createdAt: instant(at),
    createdBy: benchId(0x26, at % STAFF),
  })
}

function instant(at: number): string {
  return new Date(Date.UTC(2024, 0, 8, 7) + at * 200_000).toISOString()
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T
}
