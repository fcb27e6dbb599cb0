import Type, { type Static } from 'typebox'
import { Id } from './ids.ts'
import { oneOf } from './fields.ts'

export const ROLES = ['requester', 'technician', 'agent', 'manager', 'administrator', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** A role held in one place: `org:<id>` or `site:<id>`. */
export const RoleGrant = Type.Object(
  { role: oneOf(ROLES), at: Type.String({ maxLength: 70, pattern: '^(org|site):[A-Za-z0-9_.-]+$' }) },
  { additionalProperties: false },
)
export type RoleGrant = Static<typeof RoleGrant>

/** True when two grants give one role in one place. */
export function sameGrant(one: RoleGrant, other: RoleGrant): boolean {
  return one.role === other.role && one.at === other.at
}

/** Who acts: a person with the roles they hold, on a device. `system` acts for mail and automation. */
export interface Actor {
  readonly personId: Id
  readonly deviceId: Id
  readonly roles: readonly RoleGrant[]
  readonly system?: boolean
}

/** The server itself, acting because of a mail, a portal request or a rule. */
export const systemActor = (personId: Id): Actor => ({
  personId,
  deviceId: 'server',
  roles: [],
  system: true,
})

/** True when the actor holds one of the roles anywhere. */
export function hasRole(actor: Pick<Actor, 'roles'>, ...roles: readonly Role[]): boolean {
  return actor.roles.some((grant) => roles.includes(grant.role))
}

/** True for everyone who works in the console: any role but requester. */
export function isStaff(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some((grant) => grant.role !== 'requester')
}
