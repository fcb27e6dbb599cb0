import type { Actor, Role, RoleGrant } from '../kernel/actor.ts'
import type { CollectionName } from '../kernel/collection-names.ts'
import type { Doc } from '../kernel/fields.ts'
import { ticketBuckets, type Ticket } from '../tickets/schema.ts'

/** What a role may do with a collection. `except` lists fields that stay closed to it. */
interface Grant {
  readonly create: boolean
  readonly change: boolean
  readonly except?: readonly string[]
}

const READ: Grant = { create: false, change: false }
const WRITE: Grant = { create: true, change: true }
const CHANGE: Grant = { create: false, change: true }
/** Who somebody is in the system is for administrators to decide. */
const WRITE_PEOPLE: Grant = { create: true, change: true, except: ['roles', 'active'] }

type Staff = Exclude<Role, 'requester'>

/**
 * Who may do what, for console and server alike. A missing role reads nothing: requesters never sync, the portal
 * decides for them in portal.ts.
 */
export const POLICY: Readonly<Record<CollectionName, Readonly<Record<Staff, Grant>>>> = {
  tickets: all(WRITE),
  messages: all(WRITE),
  items: all(WRITE),
  links: all(WRITE),
  assets: all(WRITE),
  documents: all(WRITE),
  articles: all(WRITE),
  stocktakes: all(WRITE),
  people: { ...all(WRITE_PEOPLE), administrator: WRITE },
  /** Which kinds of settings a role writes is told by settings/check-setting.ts. */
  settings: all(WRITE),
  activity: { ...all(READ) },
  notices: { ...all(CHANGE), auditor: CHANGE },
}

/** What everybody of the desk may write in a document they see, wherever it lies: their opinion of it. */
const OPEN_TO_READERS: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  articles: ['helpfulIds', 'unhelpfulIds'],
}

function all(grant: Grant): Readonly<Record<Staff, Grant>> {
  return { technician: grant, agent: grant, manager: grant, administrator: grant, auditor: READ }
}

/** True when a role held at `grant.at` reaches a document in these buckets. */
export function covers(grant: RoleGrant, buckets: readonly string[]): boolean {
  if (buckets.includes(grant.at) || buckets.includes('public')) return true
  return grant.at.startsWith('org:') && buckets.includes(grant.at.replace('org:', 'ref:'))
}

/** What everybody sees is written by the administrators of an organisation; a site's are not enough. */
function coversWriting(grant: RoleGrant, buckets: readonly string[]): boolean {
  const isForAll = buckets.includes('public')
  return isForAll ? grant.role === 'administrator' && grant.at.startsWith('org:') : covers(grant, buckets)
}

/** True when one of the actor's roles, where it reaches these buckets, has a grant that fits. */
function isGranted(
  actor: Actor,
  collection: CollectionName,
  buckets: readonly string[],
  fits: (grant: Grant) => boolean,
  reaches = coversWriting,
): boolean {
  if (actor.system === true) return true
  const isOwn = buckets.includes(`user:${actor.personId}`)
  return actor.roles.some(
    (held) =>
      held.role !== 'requester' && (isOwn || reaches(held, buckets)) && fits(POLICY[collection][held.role]),
  )
}

/** True when the actor may read a document that lies in these buckets. */
export function mayRead(actor: Actor, collection: CollectionName, buckets: readonly string[]): boolean {
  return isGranted(actor, collection, buckets, () => true, covers)
}

/** True for managers and administrators of a place where this ticket lies. */
export function managesTicket({ roles }: Actor, ticket: Doc | undefined): boolean {
  const buckets = ticket ? ticketBuckets(ticket as unknown as Ticket) : []
  const managing = roles.filter(({ role }) => role === 'manager' || role === 'administrator')
  return managing.some((grant) => covers(grant, buckets))
}

/** True when the actor may create a document in these buckets. */
export function mayCreate(actor: Actor, collection: CollectionName, buckets: readonly string[]): boolean {
  return isGranted(actor, collection, buckets, ({ create }) => create)
}

/** True when the actor may set this field while creating a document in these buckets. */
export function mayGive(
  actor: Actor,
  collection: CollectionName,
  field: string,
  buckets: readonly string[],
): boolean {
  return isGranted(actor, collection, buckets, ({ create, except }) => create && !except?.includes(field))
}

/** True when the actor may change this field of a document in these buckets. */
export function mayChange(
  actor: Actor,
  collection: CollectionName,
  field: string,
  buckets: readonly string[],
): boolean {
  const isOpen = OPEN_TO_READERS[collection]?.includes(field) === true
  return isGranted(
    actor,
    collection,
    buckets,
    ({ change, except }) => change && !except?.includes(field),
    isOpen ? () => true : coversWriting,
  )
}
