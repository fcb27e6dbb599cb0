import type { Logger } from 'pino'
import { DEMO_PASSWORD, seedDemo } from '../demo/seed.ts'
import type { ServerParts } from './app.ts'
import { createFirstAdministrator, setUpCode } from './auth/first-run.ts'

type Parts = Pick<ServerParts, 'config' | 'accounts' | 'store' | 'sync' | 'secretKey' | 'clock'>

/** How the organisation is called until its administrator renames it. */
const UNNAMED_ORGANISATION = 'Satchel'

/**
 * Before the first request: the demo desk with DEMO=1, or the administrator of ADMIN_EMAIL, when nobody can sign in.
 * Returns the lines an administrator needs to see, among them the set-up code when it is still needed.
 */
export async function prepareAccounts(parts: Parts, log: Logger): Promise<readonly string[]> {
  const { config, accounts, store, sync, clock } = parts
  if (config.demo) {
    const mailAddress = config.mail?.address ?? 'support@example.com'
    const { hash: hashPassword } = accounts.hashing
    const seeded = await seedDemo({ store, now: clock(), mailAddress, hashPassword })
    log.info({ accounts: seeded.length }, 'demo desk is there')
    return [`Demo desk: the password of every account is ${DEMO_PASSWORD}`]
  }
  if (await store.accounts.hasAnyCredential()) return []
  if (config.admin) {
    const { email, password } = config.admin
    const name = email.split('@')[0] ?? email
    const mailAddress = config.mail?.address
    const request = { organisation: UNNAMED_ORGANISATION, name, email, password, mailAddress }
    const created = await createFirstAdministrator(accounts, sync, request)
    if (!created.ok) throw new Error(`The administrator of ADMIN_EMAIL was refused: ${created.refusal.code}`)
    log.info({ personId: created.value }, 'administrator of ADMIN_EMAIL created')
    return []
  }
  const code = setUpCode(parts.secretKey, await store.epoch())
  return [`Nobody can sign in yet. Set the server up in the console with this code: ${code}`]
}
