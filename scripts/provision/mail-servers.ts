import { existsSync } from 'node:fs'
import { installPackages, isDebianRoot } from './apt.ts'

/** Executables of the IMAP and SMTP servers that tests start. */
export interface MailServerBinaries {
  readonly dovecot: string
  readonly exim: string
}

function installedServers(): MailServerBinaries | undefined {
  const dovecot = '/usr/sbin/dovecot'
  const lmtp = '/usr/lib/dovecot/lmtp'
  const imap = '/usr/lib/dovecot/imap'
  const exim = '/usr/sbin/exim4'
  return [dovecot, lmtp, imap, exim].every((path) => existsSync(path)) ? { dovecot, exim } : undefined
}

/** Dovecot and Exim, installed by apt when absent and left stopped; throws what to do. */
export async function findMailServers(): Promise<MailServerBinaries> {
  const installed = installedServers()
  if (installed) return installed
  const packages = ['dovecot-imapd', 'dovecot-lmtpd', 'exim4-daemon-light']
  if (isDebianRoot()) {
    await installPackages(packages)
    const fresh = installedServers()
    if (fresh) return fresh
  }
  throw new Error(
    `Mail tests need Dovecot and Exim: "sudo apt-get install --no-install-recommends ${packages.join(' ')}", ` +
      'then "sudo systemctl disable --now dovecot exim4" where their own services should not run.',
  )
}
