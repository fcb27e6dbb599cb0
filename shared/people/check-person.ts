import { sameGrant, type Actor, type RoleGrant } from '../kernel/actor.ts'
import type { OrgOf, WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Person } from './schema.ts'

/** What an account stands and falls with: who writes it could sign in as somebody else, or lock them out. */
const ACCOUNT_FIELDS = ['emails', 'active', 'orgId', 'deletedAt'] as const

/**
 * A person has a name, and mail addresses in lower case. Roles are given and taken by administrators of the place they
 * are held at; the account of somebody who holds roles is for those who administer all of them.
 */
export function checkPerson({ before, after, actor, orgOf }: WriteContext<Person>): Refusal | undefined {
  if (after.name.trim() === '') return refuse('name-empty', 'name').refusal
  const bad = after.emails.find((email) => !/^[^\s@]+@[^\s@]+$/.test(email) || email !== email.toLowerCase())
  if (bad !== undefined) return refuse('email-invalid', 'emails', { email: bad }).refusal
  if (actor.system === true) return undefined
  const isTheirs = ({ at }: RoleGrant) => administersPlace(actor, at, orgOf)
  if (!grantsBetween(before?.roles ?? [], after.roles).every(isTheirs)) {
    return refuse('not-allowed', 'roles').refusal
  }
  if (!before || before.roles.every(isTheirs)) return undefined
  const closed = ACCOUNT_FIELDS.find((field) => String(before[field]) !== String(after[field]))
  return closed === undefined ? undefined : refuse('not-allowed', closed).refusal
}

/** The grants that are in one list and not in the other. */
function grantsBetween(before: readonly RoleGrant[], after: readonly RoleGrant[]): RoleGrant[] {
  const isIn = (grants: readonly RoleGrant[], grant: RoleGrant) =>
    grants.some((each) => sameGrant(each, grant))
  return [...before.filter((grant) => !isIn(after, grant)), ...after.filter((grant) => !isIn(before, grant))]
}

/** The administrator of an organisation administers its sites; a device that does not know a site leaves it to the server. */
function administersPlace({ roles }: Actor, at: string, orgOf: OrgOf | undefined): boolean {
  const [kind, id = ''] = at.split(':')
  return roles.some((held) => {
    if (held.role !== 'administrator') return false
    if (held.at === at) return true
    const isOfSite = kind === 'site' && held.at.startsWith('org:')
    return isOfSite && (orgOf === undefined || held.at === `org:${orgOf(id) ?? ''}`)
  })
}
