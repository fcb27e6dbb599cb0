import { createHash } from 'node:crypto'
import type { Id, NewId } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { Clock } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Credential } from '../../store/account-store.ts'
import type { Store } from '../../store/store.ts'
import { LOCK_AFTER, lockEnd, lockSeconds, secondsLeft, type UnknownAccounts } from './lock-out.ts'
import type { PasswordHashing } from './password-hash.ts'

/** What the account functions work with. */
export interface Accounts {
  readonly store: Store
  readonly hashing: PasswordHashing
  readonly unknown: UnknownAccounts
  readonly clock: Clock
  readonly newId: NewId
  readonly sessionDays: number
}

/** The people one address may belong to are few; more than these are not looked at. */
const PEOPLE_PER_ADDRESS = 10

interface Account {
  readonly person: Person
  readonly credential: Credential
}

/** Mail addresses are compared in lower case and without spaces around them. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}

async function findAccount({ store }: Accounts, email: string): Promise<Account | undefined> {
  const found = await store.find('people', 'email', email, { limit: PEOPLE_PER_ADDRESS })
  for (const { doc } of found) {
    const person = doc as Person
    const credential = await store.accounts.credential(person.id)
    const usable = credential !== undefined && credential.passwordHash !== ''
    if (usable && person.active && person.deletedAt === '') return { person, credential }
  }
  return undefined
}

/**
 * The person an address and a password belong to. Refuses `bad-credentials` and, after several wrong tries, `locked`
 * with `seconds` — for addresses without an account just the same, after the same work.
 */
export async function verifyPassword(
  accounts: Accounts,
  address: string,
  password: string,
): Promise<Result<Person>> {
  const email = normalEmail(address)
  const account = await findAccount(accounts, email)
  if (account) return verifyCredential(accounts, account, password)
  const key = createHash('sha256').update(email).digest('hex')
  const locked = secondsLeft(accounts.unknown.tries(key).lockedUntil, accounts.clock())
  if (locked > 0) return refuse('locked', undefined, { seconds: locked })
  await accounts.hashing.matches(password, '')
  const tries = accounts.unknown.recordFailure(key, accounts.clock())
  return refuseFailure(tries.failures)
}

/** The same for a person who is known already, such as one who changes their password. */
export async function verifyOwnPassword(
  accounts: Accounts,
  person: Person,
  password: string,
): Promise<Result<Person>> {
  const credential = await accounts.store.accounts.credential(person.id)
  if (!credential) return refuse('bad-credentials')
  return verifyCredential(accounts, { person, credential }, password)
}

async function verifyCredential(
  { store, hashing, clock }: Accounts,
  { person, credential }: Account,
  password: string,
): Promise<Result<Person>> {
  const locked = secondsLeft(credential.lockedUntil, clock())
  if (locked > 0) return refuse('locked', undefined, { seconds: locked })
  if (await hashing.matches(password, credential.passwordHash)) {
    if (credential.failures > 0) await store.accounts.clearFailures(person.id)
    return accept(person)
  }
  const seconds = lockSeconds(credential.failures + 1)
  const counted = await store.accounts.recordFailure(person.id, LOCK_AFTER, lockEnd(clock(), seconds))
  return refuseFailure(counted?.failures ?? 1)
}

function refuseFailure(failures: number) {
  const seconds = lockSeconds(failures)
  return seconds === 0 ? refuse('bad-credentials') : refuse('locked', undefined, { seconds })
}

/** Sets a person's password and ends any lock. The rules for passwords have been asked before. */
export async function setPassword(
  { store, hashing }: Accounts,
  personId: Id,
  password: string,
): Promise<void> {
  const passwordHash = await hashing.hash(password)
  await store.accounts.putCredential({ personId, passwordHash, failures: 0, lockedUntil: '' })
}
