import { startPostgresCluster } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerEnvironment, type ServerProcess } from '#tests/support/server-process.ts'
import type { MailServers } from '#tests/support/mail-servers.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import { desktopOrigin } from '../../electron-host/launch.ts'

/** The demo desk on one server with SQLite, or on two server processes with one PostgreSQL. */
export interface Desk {
  /** What the first and the second agent connect to; the same server on SQLite. */
  readonly first: ServerProcess
  readonly second: ServerProcess
  stop(): Promise<void>
}

/** Environment that makes the desk fetch and send mail through the test's servers, as helpdesk@…. */
export function mailEnvironment(mail: MailServers): ServerEnvironment {
  const { address, password } = mail.account('helpdesk')
  const login = `${encodeURIComponent(address)}:${encodeURIComponent(password)}`
  return {
    MAIL_IMAP_URL: `imap://${login}@${mail.imap.host}:${mail.imap.port}`,
    MAIL_SMTP_URL: `smtp://${login}@${mail.smtp.host}:${mail.smtp.port}`,
    MAIL_ADDRESS: address,
    MAIL_TLS_INSECURE: '1',
  }
}

/** Starts the demo desk. */
export async function startDesk(store: 'sqlite' | 'postgres', env: ServerEnvironment = {}): Promise<Desk> {
  const common = { DEMO: '1', ALLOWED_ORIGINS: desktopOrigin(), SIGN_IN_RATE_LIMIT: '0', ...env }
  if (store === 'sqlite') {
    const server = await startServer(common)
    return { first: server, second: server, stop: async () => void (await server.stop()) }
  }
  const cluster = await startPostgresCluster()
  const database = await cluster.createDatabase()
  const data = await createTempDir('desk')
  const shared = { ...common, DATABASE_URL: database.url, DATA_DIR: data.path }
  const first = await startServer(shared)
  const second = await startServer(shared)
  return {
    first,
    second,
    async stop() {
      await first.stop()
      await second.stop()
      await cluster.stop()
      await data.remove()
    },
  }
}
