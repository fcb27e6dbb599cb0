import { readFileSync } from 'node:fs'
import { appendFile, chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess, type RunningProcess } from '../child-process.ts'
import { freePort, waitUntilListening } from '../free-port.ts'
import { currentUser, unprivilegedUser } from '../system-user.ts'
import { mailDomain, type MailAccount } from './account.ts'
import type { TestCertificate } from './certificate.ts'

/** An SMTP server: the domain's MX and the submission service of its users on one port. */
export interface Exim {
  readonly smtpPort: number
  /** Lets an account log in. */
  addAccount(account: MailAccount): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  /** The main log from the beginning. */
  output(): string
}

interface EximPlace {
  readonly executable: string
  readonly dir: string
  readonly smtpPort: number
  readonly lmtpPort: number
  readonly certificate: TestCertificate
}

/** Exim never delivers as root, so as root it becomes "mail"; an ordinary user stays himself. */
function deliveryUser(): { readonly name: string; readonly group: string } {
  return process.getuid?.() === 0 ? { name: 'mail', group: 'mail' } : currentUser()
}

function configuration({ executable, dir, smtpPort, lmtpPort, certificate }: EximPlace): string {
  const user = deliveryUser()
  const stored = (login: string): string => `\${lookup{\${lc:${login}}}lsearch{${dir}/logins}}`
  return `
exim_user = ${user.name}
exim_group = ${user.group}
exim_path = ${executable}
primary_hostname = mx.${mailDomain}
qualify_domain = ${mailDomain}
domainlist local_domains = ${mailDomain}
spool_directory = ${dir}/spool
log_file_path = ${dir}/log/%s
pid_file_path = ${dir}/exim.pid
daemon_smtp_ports = ${smtpPort}
local_interfaces = 127.0.0.1
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
tls_advertise_hosts = *
tls_certificate = ${certificate.certificateFile}
tls_privatekey = ${certificate.keyFile}
message_size_limit = 30M
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
queue_only_load = 1000
deliver_queue_load_max = 1000
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept

begin acl
check_recipient:
  defer  local_parts = greylisted
         message = 451 4.7.1 try again later
  deny   local_parts = rejected
         message = 550 5.1.1 no such user here
  accept domains = +local_domains
  accept authenticated = *
  deny   message = relay not permitted

begin routers
local_mailbox:
  driver = accept
  domains = +local_domains
  transport = dovecot
nothing_leaves:
  driver = redirect
  allow_fail
  data = :fail: 554 5.4.4 no route out of the test machine

begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = ${lmtpPort}
  allow_localhost
  hosts_override
  max_rcpt = 1
  hosts_try_chunking =
  hosts_try_prdr =

begin retry
* * F,1h,2s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if and{{!eq{$auth3}{}}{eq{$auth3}{${stored('$auth2')}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if and{{!eq{$auth2}{}}{eq{$auth2}{${stored('$auth1')}}}}}
  server_set_id = $auth1
`
}

/** Starts Exim under `dir`, delivering the test domain to `lmtpPort`. */
export async function startExim(
  executable: string,
  dir: string,
  lmtpPort: number,
  certificate: TestCertificate,
): Promise<Exim> {
  const smtpPort = await freePort()
  const configurationFile = join(dir, 'exim.conf')
  const loginsFile = join(dir, 'logins')
  await writeFile(loginsFile, '')
  const folders = ['spool', 'log'].map((name) => join(dir, name))
  await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })))
  await writeFile(configurationFile, configuration({ executable, dir, smtpPort, lmtpPort, certificate }), {
    mode: 0o644,
  })
  const owner = unprivilegedUser(['mail'])
  if (owner) {
    const owned = [...folders, certificate.certificateFile, certificate.keyFile]
    await Promise.all(owned.map((path) => chown(path, owner.uid, owner.gid)))
  }

  const launch = async (): Promise<RunningProcess> => {
    const args = ['-C', configurationFile, '-bdf', '-q2s']
    const started = await startProcess(executable, args, { cwd: dir })
    await waitUntilListening(smtpPort, started)
    return started
  }
  let server = await launch()
  return {
    smtpPort,
    addAccount: ({ address, password }) => appendFile(loginsFile, `${address}: ${password}\n`),
    async start() {
      if (!server.isRunning()) server = await launch()
    },
    async stop() {
      await server.stop()
    },
    output: () => readFileSync(join(dir, 'log', 'main'), { encoding: 'utf8', flag: 'a+' }) + server.output(),
  }
}
