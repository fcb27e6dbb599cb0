import { randomUUID } from 'node:crypto'
import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPostgresBinaries } from '../../scripts/provision/postgres.ts'
import { runProcess, startProcess, type RunningProcess } from './child-process.ts'
import { freePort } from './free-port.ts'
import { unprivilegedUser, type UserIds } from './system-user.ts'
import { createTempDir } from './temp-dir.ts'

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string
  /** Removes the database and ends the connections to it. */
  drop(): Promise<void>
}

/** A PostgreSQL server for tests, with the durability settings of production. */
export interface PostgresCluster {
  /** URL of the administrative database, for createDatabase(). */
  readonly url: string
  /** Process id of the present run; 0 when the server is not ours. */
  pid(): number
  createDatabase(): Promise<TestDatabase>
  /** Ends the whole server by SIGKILL, as a power cut does; what was committed is still there after start(). */
  crash(): Promise<void>
  /** Starts again in the same directory and on the same port, after crash() or stop(). */
  start(): Promise<void>
  /** Stops the server and, unless `keepData`, removes its directory. */
  stop(options?: { readonly keepData: boolean }): Promise<void>
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Creates an empty database on the server that `adminUrl` leads to. */
export async function createDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `satchel_${randomUUID().replaceAll('-', '')}`
  await execute(adminUrl, `CREATE DATABASE ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => execute(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** The server that TEST_DATABASE_URL names, which tests can use but neither stop nor crash. */
function externalCluster(url: string): PostgresCluster {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new Error('the server of TEST_DATABASE_URL is not ours to stop or start; pass { own: true }'),
    )
  return {
    url,
    pid: () => 0,
    createDatabase: () => createDatabase(url),
    crash: refuse,
    start: refuse,
    stop: () => Promise.resolve(),
  }
}

interface ClusterPlace {
  readonly bin: string
  readonly data: string
  readonly port: number
  readonly user: UserIds | undefined
}

const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] }

async function launch({ bin, data, port, user }: ClusterPlace): Promise<RunningProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    log_line_prefix: '%m [%p] %d ',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', data, ...flags]
  // After a crash the old backends need a moment to see that their postmaster is gone; until then the new one refuses.
  for (let attempt = 1; ; attempt++) {
    const server = await startProcess(join(bin, 'postgres'), args, {
      cwd: data,
      env: environment,
      user,
    })
    try {
      await server.waitForOutput('database system is ready to accept connections', 60_000)
      return server
    } catch (error) {
      await server.stop('SIGINT')
      const retry = /pre-existing shared memory|lock file "postmaster.pid" already exists/.test(
        server.output(),
      )
      if (!retry || attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function createCluster(place: ClusterPlace, passwordFile: string, walMegabytes: number): Promise<void> {
  const flags = ['--username=satchel', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const encoding = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  const log = `--wal-segsize=${walMegabytes}`
  const args = [`--pgdata=${place.data}`, ...flags, ...encoding, log]
  await runProcess(join(place.bin, 'initdb'), args, {
    cwd: '/',
    env: environment,
    user: place.user,
  })
}

/**
 * Starts a throw-away cluster on a free loopback port; with TEST_DATABASE_URL uses that server unless `own`. The data
 * lie in `under`, a directory that the database's user may enter, or else in the temporary directory.
 */
export async function startPostgresCluster(
  options: { readonly own?: boolean; readonly under?: string } = {},
): Promise<PostgresCluster> {
  const given = process.env['TEST_DATABASE_URL']
  if (given && !options.own) return externalCluster(given)

  const bin = await findPostgresBinaries()
  const user = unprivilegedUser(['postgres', 'nobody'])
  const dir = await createTempDir('postgres', user)
  const place: ClusterPlace = {
    bin,
    data: join(options.under ?? dir.path, 'data'),
    port: await freePort(),
    user,
  }
  const password = randomUUID()
  const passwordFile = join(dir.path, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  // On a small disk the log must feel it too: its files are allocated whole.
  await createCluster(place, passwordFile, options.under === undefined ? 16 : 1)
  let server = await launch(place)
  const url = `postgres://satchel:${password}@127.0.0.1:${place.port}/postgres`

  return {
    url,
    pid: () => server.pid,
    createDatabase: () => createDatabase(url),
    async crash() {
      server.kill('SIGKILL')
      await server.exited
    },
    async start() {
      if (!server.isRunning()) server = await launch(place)
    },
    async stop({ keepData } = { keepData: false }) {
      await server.stop('SIGINT')
      if (!keepData) await dir.remove()
    },
  }
}
