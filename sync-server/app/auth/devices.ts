import type { Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'
import { covers } from '#shared/policy/policy.ts'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import type { Setting } from '#shared/settings/schema.ts'
import type { Device } from '../../store/account-store.ts'
import type { Store } from '../../store/store.ts'

/**
 * True when the actor administers a person's account: the person is known where the actor is an administrator, and
 * holds no role anywhere else, so that the administrator of one place cannot take over that of another.
 */
export async function administers(store: Store, actor: Actor, personId: Id): Promise<boolean> {
  const stored = await store.doc('people', personId)
  if (!stored) return false
  const grants = actor.roles.filter(({ role }) => role === 'administrator')
  const person = stored.doc as Person
  const places = await Promise.all(person.roles.map(({ at }) => bucketsOfPlace(store, at)))
  return [stored.buckets, ...places].every((buckets) => grants.some((grant) => covers(grant, buckets)))
}

/** A site lies in its organisation; an organisation in itself. */
export async function bucketsOfPlace(store: Store, at: string): Promise<readonly string[]> {
  if (!at.startsWith('site:')) return [at]
  const site = await store.doc('settings', at.slice('site:'.length))
  return [at, `org:${(site?.doc as Setting | undefined)?.orgId ?? ''}`]
}

/** A device as the API shows it; `current` is the one that asks. */
export function deviceEntry(device: Device, current: Id): DeviceEntry {
  const { id, name, createdAt, seenAt, revokedAt } = device
  return { id, name, createdAt, seenAt, revokedAt, current: id === current }
}
