import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess, type RunningProcess } from '../child-process.ts'
import { freePort } from '../free-port.ts'
import { currentUser, unprivilegedUser } from '../system-user.ts'
import type { MailAccount } from './account.ts'
import type { TestCertificate } from './certificate.ts'

/** An IMAP server with local delivery by LMTP. */
export interface Dovecot {
  readonly imapPort: number
  readonly imapsPort: number
  readonly lmtpPort: number
  addAccount(account: MailAccount): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  output(): string
}

interface DovecotPlace {
  readonly dir: string
  readonly imapPort: number
  readonly imapsPort: number
  readonly lmtpPort: number
  readonly certificate: TestCertificate
}

/** Dovecot drops to its packaged users when it is root; an ordinary user runs all of it as himself, without chroot. */
function userSettings(): {
  readonly global: string
  readonly service: string
  readonly mail: string
} {
  if (process.getuid?.() === 0) {
    return { global: '', service: '', mail: 'uid=mail gid=mail' }
  }
  const { name, group } = currentUser()
  const global = [
    `default_internal_user = ${name}`,
    `default_internal_group = ${group}`,
    `default_login_user = ${name}`,
  ]
  return { global: global.join('\n'), service: 'chroot =', mail: `uid=${name} gid=${group}` }
}

function configuration({ dir, imapPort, imapsPort, lmtpPort, certificate }: DovecotPlace): string {
  const user = userSettings()
  return `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
${user.global}
ssl = yes
ssl_cert = <${certificate.certificateFile}
ssl_key = <${certificate.keyFile}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %Lu
auth_failure_delay = 0
recipient_delimiter = +
mail_location = maildir:${dir}/mail/%u/Maildir
mail_max_userip_connections = 100
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/accounts/%u
}
userdb {
  driver = passwd-file
  args = username_format=%u ${dir}/accounts/%u
  default_fields = ${user.mail} home=${dir}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
  mailbox Archive {
    special_use = \\Archive
    auto = subscribe
  }
  mailbox Trash {
    special_use = \\Trash
    auto = subscribe
  }
}
service anvil {
  ${user.service}
}
service stats {
  ${user.service}
}
service imap-login {
  ${user.service}
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = ${imapsPort}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
protocol lmtp {
  postmaster_address = postmaster@example.test
}
`
}

/** Starts Dovecot under `dir` on free loopback ports; plain-text login is allowed, STARTTLS and IMAPS are offered. */
export async function startDovecot(
  executable: string,
  dir: string,
  certificate: TestCertificate,
): Promise<Dovecot> {
  const [imapPort, imapsPort, lmtpPort] = [await freePort(), await freePort(), await freePort()]
  const configurationFile = join(dir, 'dovecot.conf')
  await Promise.all(
    ['run', 'mail', 'state', 'accounts'].map((name) => mkdir(join(dir, name), { recursive: true })),
  )
  await writeFile(configurationFile, configuration({ dir, imapPort, imapsPort, lmtpPort, certificate }))
  const owner = unprivilegedUser(['mail'])
  if (owner) await chown(join(dir, 'mail'), owner.uid, owner.gid)

  const launch = async (): Promise<RunningProcess> => {
    const started = await startProcess(executable, ['-F', '-c', configurationFile], { cwd: dir })
    await started.waitForOutput('starting up for imap, lmtp', 20_000)
    return started
  }
  let server = await launch()
  return {
    imapPort,
    imapsPort,
    lmtpPort,
    // One file for each, because Dovecot looks for changes in a file it knows at most once a second.
    addAccount: ({ address, password }) =>
      writeFile(join(dir, 'accounts', address), `${address}:{PLAIN}${password}::::::\n`),
    async start() {
      if (!server.isRunning()) server = await launch()
    },
    async stop() {
      await server.stop()
    },
    output: () => server.output(),
  }
}
