import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import type { Person } from '#shared/people/schema.ts'
import { normalEmail } from '../../app/auth/accounts.ts'
import { hashToken } from '../../app/auth/tokens.ts'
import type { PortalDeps } from '../deps.ts'
import { activePerson, newToken } from './portal-sessions.ts'

/** How long a mailed link works. */
const LINK_MINUTES = 15
/** Links one address gets within that time. */
const LINKS_PER_ADDRESS = 3
const MOST_ADDRESSES = 10_000
const PEOPLE_PER_ADDRESS = 10

/** Links asked for lately, by address, so that nobody's mailbox is flooded. */
export interface LinkLimit {
  /** Counts one more and tells whether it may be sent. */
  allows(email: string, now: Instant): boolean
}

/** Remembers the latest addresses in this process. */
export function createLinkLimit(): LinkLimit {
  const asked = new Map<string, readonly Instant[]>()
  return {
    allows(email, now) {
      const since = addMinutes(now, -LINK_MINUTES)
      const recent = (asked.get(email) ?? []).filter((at) => at > since)
      const allowed = recent.length < LINKS_PER_ADDRESS
      asked.delete(email)
      asked.set(email, allowed ? [...recent, now] : recent)
      const [oldest] = asked.keys()
      if (asked.size > MOST_ADDRESSES && oldest !== undefined) asked.delete(oldest)
      return allowed
    },
  }
}

type LinkDeps = Pick<PortalDeps, 'store' | 'clock' | 'sendSignInLink'>

/**
 * Mails a sign-in link when the address is somebody's and the limit allows; otherwise does nothing. Who asked must not
 * learn which, so the caller answers without waiting.
 */
export async function sendLink(
  deps: LinkDeps,
  limit: LinkLimit,
  address: string,
  origin: string,
): Promise<void> {
  const email = normalEmail(address)
  const now = deps.clock()
  if (!deps.sendSignInLink || !limit.allows(email, now)) return
  const person = await personByEmail(deps, email)
  if (!person) return
  const token = newToken()
  await deps.store.accounts.putToken({
    hash: hashToken(token),
    kind: 'link',
    personId: person.id,
    deviceId: '',
    createdAt: now,
    expiresAt: addMinutes(now, LINK_MINUTES),
  })
  // Behind the # it stays in the browser: no log and no scanner that fetches the page sees or uses it.
  const url = `${origin}/portal/#/link/${token}`
  await deps.sendSignInLink({ to: email, name: person.name, language: person.language, url })
}

async function personByEmail({ store }: LinkDeps, email: string): Promise<Person | undefined> {
  const found = await store.find('people', 'email', email, { limit: PEOPLE_PER_ADDRESS })
  return found.map(({ doc }) => doc as Person).find((person) => person.active && person.deletedAt === '')
}

/** Uses a link up and returns whose it was. Refuses `link-invalid`. */
export async function redeemLink(deps: LinkDeps, token: string): Promise<Result<Person>> {
  const { accounts } = deps.store
  const hash = hashToken(token)
  const record = await accounts.token(hash)
  if (record?.kind !== 'link') return refuse('link-invalid')
  const isFirst = await accounts.takeToken(hash)
  if (!isFirst || record.expiresAt <= deps.clock()) return refuse('link-invalid')
  const person = await activePerson(deps, record.personId)
  return person ? accept(person) : refuse('link-invalid')
}
