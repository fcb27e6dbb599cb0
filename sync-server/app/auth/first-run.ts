import { createHmac, timingSafeEqual } from 'node:crypto'
import { systemActor } from '#shared/kernel/actor.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'
import type { FirstRunRequest } from '#shared/protocol/session.ts'
import type { SyncService } from '../../sync/service.ts'
import { normalEmail, setPassword, type Accounts } from './accounts.ts'
import { firstSettings } from './first-settings.ts'
import { checkPassword } from './password-rules.ts'

const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 12
const CODE_GROUP = 4

/**
 * The set-up code of a server, such as `7F3K-9QWM-2XTB`: the same in all its processes and after a restart, worth
 * nothing without the secret key and nothing once somebody can sign in.
 */
export function setUpCode(secretKey: string, epoch: string): string {
  const bytes = createHmac('sha256', secretKey).update(`first-run ${epoch}`).digest()
  const letters = [...bytes.subarray(0, CODE_LENGTH)].map(
    (byte) => CODE_LETTERS[byte % CODE_LETTERS.length] ?? '2',
  )
  const groups = letters.join('').match(new RegExp(`.{${CODE_GROUP}}`, 'g')) ?? []
  return groups.join('-')
}

/** True when a person typed the code, in whatever case and with or without its dashes. */
export function isSetUpCode(typed: string, code: string): boolean {
  const plain = (text: string): Buffer => Buffer.from(text.toUpperCase().replace(/[^0-9A-Z]/g, ''))
  const a = plain(typed)
  const b = plain(code)
  return a.length === b.length && timingSafeEqual(a, b)
}

export type NewAdministrator = Omit<FirstRunRequest, 'code'> & {
  /** The address the desk's mail comes to, undefined without mail. */
  readonly mailAddress: string | undefined
}

/**
 * Sets an empty server up: the organisation, and its first administrator who can sign in. Refuses `first-run-done`,
 * the rules for passwords, and what the rules for people refuse (`name-empty`, `email-invalid`).
 */
export async function createFirstAdministrator(
  accounts: Accounts,
  sync: SyncService,
  request: NewAdministrator,
): Promise<Result<Id>> {
  const { store, newId } = accounts
  if (await store.accounts.hasAnyCredential()) return refuse('first-run-done')
  const email = normalEmail(request.email)
  const refusal = checkPassword(request.password, [email])
  if (refusal) return { ok: false, refusal }
  const [organisation] = await store.find('settings', 'kind', 'organisation', { limit: 1 })
  const orgId = organisation?.doc.id ?? newId()
  const personId = newId()
  const desk = { orgId, name: request.organisation, mailAddress: request.mailAddress }
  const writes = organisation ? [] : firstSettings(desk, newId)
  const person = {
    name: request.name.trim(),
    emails: [email],
    orgId,
    roles: [{ role: 'administrator', at: `org:${orgId}` }],
  }
  writes.push({ collection: 'people', docId: personId, op: 'create', patch: person })
  const written = await sync.write(systemActor('server'), `first-run:${personId}`, writes)
  if (!written.ok) return written
  await setPassword(accounts, personId, request.password)
  return accept(personId)
}
