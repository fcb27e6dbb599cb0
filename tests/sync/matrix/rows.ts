import { createHash } from 'node:crypto'
import { ROLES, type Role, type RoleGrant } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Patch } from '#shared/kernel/patch.ts'

/** A part of the desk. Every document in it carries its word, so that a byte of it is known wherever it turns up. */
export interface World {
  readonly word: string
  readonly orgId: string
  readonly siteId: string
}

/** Two sites of one organisation, another organisation, and what is for all. */
export const WORLDS = [
  { word: 'apple', orgId: 'acme', siteId: 'lyon' },
  { word: 'quagga', orgId: 'acme', siteId: 'paris' },
  { word: 'zebra', orgId: 'globex', siteId: 'rome' },
  { word: 'olive', orgId: '', siteId: '' },
] as const satisfies readonly World[]

/** Somebody who tries everything. */
export interface Person {
  readonly id: string
  readonly roles: readonly RoleGrant[]
}

const PLACES = ['site:lyon', 'org:acme'] as const
const one = (role: Role, at: string): Person => ({
  id: `${role}-${at.replace(':', '-')}`,
  roles: [{ role, at }],
})

/** Every role at a site and for a whole organisation, and somebody who works here and looks on there. */
export const PEOPLE: readonly Person[] = [
  ...ROLES.flatMap((role) => PLACES.map((at) => one(role, at))),
  {
    id: 'agent-here-auditor-there',
    roles: [
      { role: 'agent', at: 'site:lyon' },
      { role: 'auditor', at: 'org:globex' },
    ],
  },
]

/** One document of the desk. `mark` is a word that stands in it and nowhere else. */
export interface Sample {
  readonly collection: CollectionName
  readonly id: string
  readonly mark: string
  readonly world: World
  readonly row: Row
  readonly variant: string
  /** Whose notice it is; '' for everything else. */
  readonly personId: string
  readonly patch: Patch
  /** SHA-256 of the file that hangs on it, '' without one. */
  readonly sha256: string
}

interface Made {
  readonly mark: string
  readonly world: World
  readonly sha256: string
  readonly personId: string
}

/** How documents of a collection are made, and by whom they are seen. */
export interface Row {
  /** In one place with its own people, in the reference data of an organisation, or with one person. */
  readonly lies: 'place' | 'organisation' | 'person'
  readonly variants: Readonly<Record<string, (made: Made) => Patch>>
  /** A change that leaves its words alone. */
  readonly touch: (nth: number) => Patch
  /** What the portal shows of it: to the requester of its ticket, or to its organisation; the rest of it never. */
  readonly portal: Readonly<Record<string, 'requester' | 'organisation'>>
  readonly hasFile?: boolean
  /** True when everybody sees it where it belongs to no organisation; otherwise nobody does. */
  readonly isForAll?: boolean
}

const AT = '2026-11-20T12:00:00.000Z'
/** The document everything else of a place hangs on. */
export const ticketOf = ({ siteId }: World): string => `tickets-own-${siteId}`
/** Whoever asked for the tickets of a world; the requesters of the matrix asked for those of the first. */
const requesterOf = ({ word }: World): string => (word === 'apple' ? 'requester-site-lyon' : 'rita')

const fileOf = ({ sha256, mark }: Made) => ({ sha256, name: `${mark}.txt`, size: 10, type: 'text/plain' })
const published = (mark: string): Patch => ({
  title: mark,
  body: mark,
  state: 'published',
  audience: 'public',
})
const said = (made: Made, fields: Patch): Patch => ({
  ticketId: ticketOf(made.world),
  authorId: 'rita',
  text: `It says ${made.mark}`,
  at: AT,
  ...fields,
})

/** A collection without a row fails to compile, and fails the matrix. */
export const ROWS = {
  settings: {
    lies: 'organisation',
    variants: { team: ({ mark, world }) => ({ kind: 'team', orgId: world.orgId, name: mark }) },
    isForAll: true,
    touch: (nth) => ({ position: nth }),
    portal: {},
  },
  people: {
    lies: 'organisation',
    variants: {
      person: ({ mark, world }) => ({ name: mark, emails: [`${mark}@x.example`], orgId: world.orgId }),
    },
    touch: (nth) => ({ phone: `${nth}` }),
    portal: {},
  },
  tickets: {
    lies: 'place',
    variants: {
      own: ({ mark, world: { word, orgId, siteId } }) => ({
        title: mark,
        orgId,
        siteId,
        requesterId: requesterOf({ word, orgId, siteId }),
        label: 'NEW-7F3K',
        createdAt: AT,
        updatedAt: AT,
      }),
    },
    touch: (nth) => ({ tags: { $add: [`tag${nth}`] } }),
    portal: { own: 'requester' },
  },
  messages: {
    lies: 'place',
    variants: {
      note: (made) => said(made, { kind: 'note', visibility: 'private' }),
      mail: (made) =>
        said(made, {
          kind: 'mail',
          visibility: 'public',
          attachments: [{ ...fileOf(made), contentId: '' }],
        }),
    },
    touch: () => ({ resends: 1 }),
    portal: { mail: 'requester' },
    hasFile: true,
  },
  items: {
    lies: 'place',
    variants: {
      task: ({ mark, world }) => ({ ticketId: ticketOf(world), title: mark }),
      'work-log': ({ mark, world }) => ({
        ticketId: ticketOf(world),
        kind: 'work-log',
        minutes: 5,
        note: mark,
      }),
      approval: ({ mark, world }) => ({
        ticketId: ticketOf(world),
        kind: 'approval',
        title: mark,
        state: 'asked',
        approverIds: ['rita'],
      }),
      decision: ({ mark, world }) => ({
        ticketId: ticketOf(world),
        kind: 'decision',
        parentId: `items-approval-${world.siteId}`,
        note: mark,
        personId: 'rita',
        verdict: 'yes',
      }),
    },
    touch: (nth) => ({ position: `${nth}` }),
    portal: {},
  },
  links: {
    lies: 'place',
    variants: {
      related: ({ mark, world }) => ({ fromId: ticketOf(world), toId: mark }),
      // From where it is seen to where it is not: it names the other end and tells nothing of it.
      across: ({ mark, world }) => ({
        fromId: ticketOf(world),
        toId: ticketOf(WORLDS[world.word === 'zebra' ? 0 : 2]),
        createdBy: mark,
      }),
    },
    touch: () => ({ deletedAt: '' }),
    portal: {},
  },
  assets: {
    lies: 'place',
    variants: { computer: ({ mark, world: { orgId, siteId } }) => ({ orgId, siteId, name: mark }) },
    touch: (nth) => ({ serial: `${nth}` }),
    portal: {},
  },
  documents: {
    lies: 'place',
    variants: {
      file: (made) => ({ ...fileOf(made), ticketId: ticketOf(made.world), visibility: 'public' }),
      invoice: (made) => ({ ...fileOf(made), assetId: `assets-computer-${made.world.siteId}` }),
    },
    touch: (nth) => ({ kind: nth % 2 === 0 ? 'invoice' : 'warranty' }),
    portal: {},
    hasFile: true,
  },
  articles: {
    lies: 'organisation',
    variants: {
      internal: ({ mark, world }) => ({ title: mark, body: mark, orgId: world.orgId, state: 'published' }),
      public: ({ mark, world }) => ({ ...published(mark), orgId: world.orgId }),
      version: ({ mark, world }) => ({ ...published(mark), orgId: world.orgId, versionOf: 'any' }),
      draft: ({ mark, world }) => ({ title: mark, orgId: world.orgId, audience: 'public' }),
    },
    isForAll: true,
    touch: (nth) => ({ categoryId: `c${nth}` }),
    portal: { public: 'organisation' },
  },
  stocktakes: {
    lies: 'place',
    variants: { session: ({ mark, world: { orgId, siteId } }) => ({ orgId, siteId, title: mark }) },
    touch: (nth) => ({ assetId: `a${nth}` }),
    portal: {},
  },
  activity: {
    // Written by the server: what it tells is a tag that its ticket had once.
    lies: 'place',
    variants: { tagged: ({ mark }) => ({ tags: { $add: [mark] } }) },
    touch: (nth) => ({ action: nth % 2 === 0 ? 'created' : 'changed' }),
    portal: {},
  },
  notices: {
    lies: 'person',
    variants: {
      mention: ({ mark, personId }) => ({ personId, kind: 'mention', at: AT, yours: mark }),
      conflict: ({ mark, personId }) => ({ personId, kind: 'conflict', at: AT, theirs: mark, base: mark }),
    },
    touch: () => ({ readAt: AT }),
    portal: {},
  },
} as const satisfies Record<CollectionName, Row>

/** What the file of a sample holds. */
export const contentOf = (mark: string): string => `The file of ${mark}.`

function sampleOf(
  collection: CollectionName,
  variant: string,
  world: World,
  personId: string,
  place: string,
): Sample {
  const row: Row = ROWS[collection]
  const mark = `${world.word}${collection}${variant.replace('-', '')}${personId.replaceAll('-', '')}`
  const hasFile = row.hasFile === true && variant !== 'note'
  const sha256 = hasFile ? createHash('sha256').update(contentOf(mark)).digest('hex') : ''
  const patch = row.variants[variant]?.({ mark, world, sha256, personId }) ?? {}
  const id = `${collection}-${variant}-${place}`
  return { collection, id, mark, world, row, variant, personId, patch, sha256 }
}

/** Every document of the matrix: each row in each world it can lie in, and a notice for each person. */
export function allSamples(): readonly Sample[] {
  return (Object.keys(ROWS) as CollectionName[]).flatMap((collection) => {
    const row: Row = ROWS[collection]
    return Object.keys(row.variants).flatMap((variant) => {
      switch (row.lies) {
        case 'person':
          return PEOPLE.map(({ id }) => sampleOf(collection, variant, WORLDS[0], id, id))
        case 'organisation':
          return WORLDS.filter(({ siteId }) => siteId !== 'paris').map((world) =>
            sampleOf(collection, variant, world, '', world.orgId || 'all'),
          )
        default:
          return WORLDS.filter(({ orgId }) => orgId !== '').map((world) =>
            sampleOf(collection, variant, world, '', world.siteId),
          )
      }
    })
  })
}

const SITES: Readonly<Record<string, string>> = { lyon: 'acme', paris: 'acme', rome: 'globex' }

/** The oracle: who sees a document by sync, said anew and without the program's own words. */
export function sees({ id, roles }: Person, { row, world, personId }: Sample): boolean {
  const staff = roles.filter(({ role }) => role !== 'requester')
  if (staff.length === 0) return false
  if (row.lies === 'person') return personId === id
  if (world.orgId === '') return row.isForAll === true
  return staff.some(({ at }) => {
    const [kind = '', place = ''] = at.split(':')
    const organisation = kind === 'org' ? place : SITES[place]
    if (row.lies === 'organisation') return organisation === world.orgId
    return kind === 'org' ? place === world.orgId : place === world.siteId
  })
}

/** The oracle of the portal: one's own requests, and the articles of one's organisation. All people are of acme. */
export function seesOnPortal({ id }: Person, { row, variant, world }: Sample): boolean {
  switch (row.portal[variant]) {
    case 'requester':
      return requesterOf(world) === id
    case 'organisation':
      return world.orgId === 'acme' || world.orgId === ''
    default:
      return false
  }
}
