import { isStaff, type Actor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { addMinutes, minutesBetween, type Instant } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import { scopeOf } from '#shared/policy/scope.ts'
import type { SessionAnswer, SignInRequest } from '#shared/protocol/session.ts'
import type { Setting } from '#shared/settings/schema.ts'
import type { Device, TokenRecord } from '../../store/account-store.ts'
import type { Store } from '../../store/store.ts'
import { verifyPassword, type Accounts } from './accounts.ts'
import { deviceOfToken, hashToken, newDeviceToken } from './tokens.ts'

/** A signed-in person on a device, as they stand at this request. */
export interface Session {
  readonly tokenHash: string
  readonly person: Person
  readonly actor: Actor
  readonly expiresAt: Instant
}

const MINUTES_PER_DAY = 1440
/** A token in use is renewed, and its device marked as seen, this long after the last time. */
const RENEW_AFTER_MINUTES = 60

/** What a sign-in leads to. `replaces`: what was wrong with the device that it named. */
interface SignedIn extends Pick<SessionAnswer, 'replaces'> {
  readonly token: string
  readonly session: Session
}

/**
 * Signs a member of staff in and registers the device. Refuses `bad-credentials`, `locked` and `not-staff`. A device
 * id is kept when it is the person's own or new here; a revoked one, or another person's, is replaced.
 */
export async function signIn(accounts: Accounts, request: SignInRequest): Promise<Result<SignedIn>> {
  const verified = await verifyPassword(accounts, request.email, request.password)
  if (!verified.ok) return verified
  const person = verified.value
  if (!isStaff(person)) return refuse('not-staff')
  const now = accounts.clock()
  const { device, replaces } = await registerDevice(accounts, person.id, request.device, now)
  const token = newDeviceToken(device.id)
  const expiresAt = addMinutes(now, accounts.sessionDays * MINUTES_PER_DAY)
  const tokenHash = hashToken(token)
  await accounts.store.accounts.putToken({
    hash: tokenHash,
    kind: 'device',
    personId: person.id,
    deviceId: device.id,
    createdAt: now,
    expiresAt,
  })
  const session = { tokenHash, person, actor: actorOf(person, device.id), expiresAt }
  return accept({ token, session, ...replaces })
}

async function registerDevice(
  { store, newId }: Accounts,
  personId: Id,
  wanted: SignInRequest['device'],
  now: Instant,
): Promise<{ readonly device: Device; readonly replaces: Pick<SignedIn, 'replaces'> }> {
  const known = wanted.id === undefined ? undefined : await store.accounts.device(wanted.id)
  const own = known?.personId === personId && known.revokedAt === ''
  const device: Device = {
    id: wanted.id !== undefined && (own || known === undefined) ? wanted.id : newId(),
    personId,
    name: wanted.name.trim() || 'Satchel',
    createdAt: own ? known.createdAt : now,
    seenAt: now,
    revokedAt: '',
  }
  await store.accounts.putDevice(device)
  const isRevoked = known?.personId === personId && known.revokedAt !== ''
  return { device, replaces: isRevoked ? { replaces: 'revoked' } : {} }
}

function actorOf(person: Person, deviceId: Id): Actor {
  return { personId: person.id, deviceId, roles: person.roles }
}

/**
 * The session of a token, with the person's roles of this moment. Refuses `token-invalid`, `token-expired`,
 * `device-revoked` and `account-inactive`. Use renews the token once an hour.
 */
export async function authenticate(accounts: Accounts, token: string): Promise<Result<Session>> {
  const { store, clock } = accounts
  const now = clock()
  const record = await store.accounts.token(hashToken(token))
  const device = await store.accounts.device(record?.deviceId ?? deviceOfToken(token))
  if (device && device.revokedAt !== '') return refuse('device-revoked')
  if (record?.kind !== 'device' || !device) return refuse('token-invalid')
  if (record.expiresAt <= now) return refuse('token-expired')
  const stored = await store.doc('people', record.personId)
  const person = stored?.doc as Person | undefined
  if (!person?.active || person.deletedAt !== '') return refuse('account-inactive')
  const expiresAt = await renew(accounts, record, device, now)
  return accept({ tokenHash: record.hash, person, actor: actorOf(person, device.id), expiresAt })
}

async function renew(
  { store, sessionDays }: Accounts,
  record: TokenRecord,
  device: Device,
  now: Instant,
): Promise<Instant> {
  const longest = addMinutes(now, sessionDays * MINUTES_PER_DAY)
  if (minutesBetween(record.expiresAt, longest) < RENEW_AFTER_MINUTES) return record.expiresAt
  await store.accounts.putToken({ ...record, expiresAt: longest })
  await store.accounts.putDevice({ ...device, seenAt: now })
  return longest
}

/** The buckets a replica of this actor holds. */
export async function scopeOfActor(store: Store, actor: Actor): Promise<string[]> {
  const siteIds = actor.roles
    .filter(({ at }) => at.startsWith('site:'))
    .map(({ at }) => at.slice('site:'.length))
  const sites = await store.docs('settings', siteIds)
  const orgs = new Map(sites.map(({ doc }) => [doc.id, (doc as Setting).orgId]))
  return scopeOf(actor, (siteId) => orgs.get(siteId) ?? '')
}
