import { Kysely, PostgresDialect } from 'kysely'
import pg, { type ClientConfig } from 'pg'
import { CannotOpenStore } from '../cannot-open-store.ts'
import type { Db } from '../sql/access.ts'
import { preparing } from './prepared.ts'

const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 5_000
/** How long work waits for one of the pool's connections when all are busy. */
const QUEUE_TIMEOUT_MS = 30_000
const STATEMENT_TIMEOUT_MS = 30_000
/** A process that stands still in a transaction lets go of its locks after this long. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000
const MOST_CONNECTIONS = 12
/** What is written lies in memory: a row by its index costs hardly more than its neighbours. PostgreSQL thinks of disks. */
const RANDOM_PAGE_COST = 1.1
/** PostgreSQL's type number of bigint, which `pg` leaves as text because it may exceed what a number can hold. */
const BIGINT_OID = 20

/** Parses `postgres://user:password@host:port/database`. Throws `CannotOpenStore`. */
export function parseDatabaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return url
  throw new CannotOpenStore(
    'DATABASE_URL is not the address of a PostgreSQL database. It looks like ' +
      'postgres://user:password@host:5432/satchel (special characters in the password percent-encoded).',
  )
}

/** What every connection to the database is opened with. */
export function connectionSettings(url: URL): ClientConfig {
  return {
    connectionString: url.href,
    application_name: 'satchel',
    options: `-c random_page_cost=${RANDOM_PAGE_COST}`,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  }
}

/** A pool of connections. A connection that breaks is replaced; whoever was using it gets the error. */
export function connectPool(url: URL): Db {
  const pool = new pg.Pool({
    ...connectionSettings(url),
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: QUEUE_TIMEOUT_MS,
  })
  // Without a listener Node ends the process when the server closes a connection that nobody is using.
  const ignore = () => undefined
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return new Kysely({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
}

/** Throws when the database does not answer or is too old. */
export async function checkServer(url: URL): Promise<void> {
  const client = new pg.Client(connectionSettings(url))
  // The connection may break between two statements; the next one then says so.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    const version = rows[0]?.server_version ?? ''
    if (Number.parseInt(version, 10) >= OLDEST_VERSION) return
    throw new CannotOpenStore(`PostgreSQL ${version} is too old; Satchel needs ${OLDEST_VERSION} or later.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
