import type { RoleGrant } from '#shared/kernel/actor.ts'
import { sameGrant } from '#shared/kernel/actor.ts'
import type { Person } from '#shared/people/schema.ts'

/** The roles of somebody with one more; undefined when they hold it already. */
export function withGrant({ roles }: Pick<Person, 'roles'>, grant: RoleGrant): RoleGrant[] | undefined {
  return roles.some((each) => sameGrant(each, grant)) ? undefined : [...roles, grant]
}

/** The roles of somebody without this one. */
export function withoutGrant({ roles }: Pick<Person, 'roles'>, grant: RoleGrant): RoleGrant[] {
  return roles.filter((each) => !sameGrant(each, grant))
}

/** Whether taking it would leave somebody without a way back: their own administration. */
export function isOwnFooting(person: Pick<Person, 'id'>, grant: RoleGrant, meId: string): boolean {
  return person.id === meId && grant.role === 'administrator'
}
