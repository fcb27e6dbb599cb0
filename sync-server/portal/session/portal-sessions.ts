import { createHmac, randomBytes } from 'node:crypto'
import { addMinutes, minutesBetween } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import { hashToken } from '../../app/auth/tokens.ts'
import type { PortalDeps } from '../deps.ts'

/** A person at the portal, as they stand at this request. */
export interface PortalSession {
  readonly tokenHash: string
  readonly person: Person
  /** What a page of this session must send along with everything that changes something. */
  readonly csrf: string
}

type SessionDeps = Pick<PortalDeps, 'store' | 'clock' | 'config' | 'secretKey'>

const TOKEN_BYTES = 32
const MINUTES_PER_DAY = 1440

/** A new opaque token: 256 random bits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** Minutes a session lasts after its last use. */
export function sessionMinutes({ config }: Pick<SessionDeps, 'config'>): number {
  return config.sessionDays * MINUTES_PER_DAY
}

/** Opens a session and returns its token, which only the cookie ever holds. */
export async function openSession(deps: SessionDeps, person: Person): Promise<string> {
  const token = newToken()
  const now = deps.clock()
  await deps.store.accounts.putToken({
    hash: hashToken(token),
    kind: 'portal',
    personId: person.id,
    deviceId: '',
    createdAt: now,
    expiresAt: addMinutes(now, sessionMinutes(deps)),
  })
  return token
}

/** The session of a token, or undefined when it ended or the person may not sign in any more. */
export async function readSession(deps: SessionDeps, token: string): Promise<PortalSession | undefined> {
  const { store, clock } = deps
  const tokenHash = hashToken(token)
  const record = await store.accounts.token(tokenHash)
  if (record?.kind !== 'portal' || record.expiresAt <= clock()) return undefined
  const person = await activePerson(deps, record.personId)
  if (!person) return undefined
  const until = addMinutes(clock(), sessionMinutes(deps))
  if (minutesBetween(record.expiresAt, until) >= MINUTES_PER_DAY) {
    await store.accounts.putToken({ ...record, expiresAt: until })
  }
  return { tokenHash, person, csrf: csrfToken(deps.secretKey, tokenHash) }
}

/** The person when they may use the portal. */
export async function activePerson(
  { store }: Pick<SessionDeps, 'store'>,
  personId: string,
): Promise<Person | undefined> {
  const person = (await store.doc('people', personId))?.doc as Person | undefined
  return person?.active && person.deletedAt === '' ? person : undefined
}

function csrfToken(secretKey: string, tokenHash: string): string {
  return createHmac('sha256', secretKey).update(`portal-csrf ${tokenHash}`).digest('base64url')
}
