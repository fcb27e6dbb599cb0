import { chmod } from 'node:fs/promises'
import { findMailServers } from '../../scripts/provision/mail-servers.ts'
import { mailDomain, type MailAccount } from './mail/account.ts'
import { createCertificate, type TestCertificate } from './mail/certificate.ts'
import { startDovecot, type Dovecot } from './mail/dovecot.ts'
import { startExim, type Exim } from './mail/exim.ts'
import { createTempDir, type TempDir } from './temp-dir.ts'

/** One of the running servers; after stop() it can be started again on the same port with the same data. */
interface MailEndpoint {
  readonly host: string
  readonly port: number
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Real mail servers of a test's own. SMTP takes mail for example.test from anyone and for anywhere from
 * authenticated users (STARTTLS, PLAIN or LOGIN). `name+detail@` reaches the mailbox of `name@`, with Delivered-To
 * telling the whole address. `greylisted@` is answered 451, `rejected@` 550; any other unknown address is accepted
 * and comes back as a delivery status notification. Nothing leaves the machine.
 */
export interface MailServers {
  /** IMAP with IDLE; plain text or STARTTLS. */
  readonly imap: MailEndpoint & { readonly tlsPort: number }
  readonly smtp: MailEndpoint
  /** Local delivery without Exim's rules, for messages that SMTP would refuse. */
  readonly lmtp: { readonly host: string; readonly port: number }
  /** Certificate (PEM) that clients must trust. */
  readonly certificate: string
  /** Accounts by local part: `accounts.get('helpdesk')`. */
  readonly accounts: ReadonlyMap<string, MailAccount>
  /** The account of a local part; throws when there is none. */
  account(localPart: string): MailAccount
  /** Adds a mailbox while the servers run. */
  addUser(localPart: string, password?: string): Promise<MailAccount>
  /** What both servers logged lately, for failure messages. */
  output(): string
  stop(): Promise<void>
}

/** Mailboxes that exist from the start: the service desk, an agent, and two requesters. */
const defaultMailUsers = ['helpdesk', 'agent', 'camille.martin', 'jonas.weber'] as const

interface BothServers {
  readonly dovecot: Dovecot
  readonly exim: Exim
  readonly certificate: TestCertificate
}

async function startBoth(dir: TempDir): Promise<BothServers> {
  try {
    const binaries = await findMailServers()
    // The servers give up root, and must still reach their files.
    await chmod(dir.path, 0o755)
    const certificate = await createCertificate(dir.path)
    const dovecot = await startDovecot(binaries.dovecot, dir.path, certificate)
    const exim = await startExim(binaries.exim, dir.path, dovecot.lmtpPort, certificate)
    return { dovecot, exim, certificate }
  } catch (error) {
    await dir.remove()
    throw error
  }
}

/** Starts Dovecot and Exim on free loopback ports with the default users, installing them when they are absent. */
export async function startMailServers(options: { readonly password?: string } = {}): Promise<MailServers> {
  const commonPassword = options.password ?? 'correct-horse'
  const dir = await createTempDir('mail')
  const { dovecot, exim, certificate } = await startBoth(dir)
  const accounts = new Map<string, MailAccount>()
  const host = '127.0.0.1'

  const addUser = async (localPart: string, password = commonPassword): Promise<MailAccount> => {
    const account = { address: `${localPart}@${mailDomain}`, password }
    await Promise.all([dovecot.addAccount(account), exim.addAccount(account)])
    accounts.set(localPart, account)
    return account
  }
  for (const localPart of defaultMailUsers) await addUser(localPart)

  return {
    imap: {
      host,
      port: dovecot.imapPort,
      tlsPort: dovecot.imapsPort,
      start: () => dovecot.start(),
      stop: () => dovecot.stop(),
    },
    smtp: { host, port: exim.smtpPort, start: () => exim.start(), stop: () => exim.stop() },
    lmtp: { host, port: dovecot.lmtpPort },
    certificate: certificate.pem,
    accounts,
    account(localPart) {
      const account = accounts.get(localPart)
      if (!account) throw new Error(`no mail account "${localPart}"; add it with addUser()`)
      return account
    },
    addUser,
    output: () => `${dovecot.output()}\n${exim.output()}`,
    async stop() {
      await Promise.all([exim.stop(), dovecot.stop()])
      await dir.remove()
    },
  }
}
