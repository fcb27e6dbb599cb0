import type { NewId } from '#shared/kernel/ids.ts'
import { v7 } from 'uuid'
import { openStore } from '#sync-server/store/open-store.ts'
import { administratorEnvironment } from '#tests/support/api-client.ts'
import { startPostgresCluster, type PostgresCluster } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import { cpuSeconds } from './server-cpu.ts'

export type StoreKind = 'sqlite' | 'postgres'

/** Where a server or its bare peer keeps its rows. `file` for SQLite, `url` for PostgreSQL. */
export interface Database {
  readonly kind: StoreKind
  readonly file: string
  readonly url: string
  /** The process that writes them, where it is another one: PostgreSQL's postmaster; 0 otherwise. */
  readonly pid: number
}

/** One server over one database, and empty databases with the same tables for its peers. */
export interface Site {
  readonly server: ServerProcess
  readonly database: Database
  /** Processor seconds of the server and its database so far. */
  cpu(): number
  emptyDatabase(): Promise<Database>
  close(): Promise<void>
}

const newId: NewId = v7

/** Starts a server on a database of the kind, in processes of their own. */
export async function openSite(kind: StoreKind, env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const cluster = kind === 'postgres' ? await startPostgresCluster({ own: true }) : undefined
  const url = (await cluster?.createDatabase())?.url
  const server = await startServer({
    ...administratorEnvironment,
    RATE_LIMIT: '0',
    SIGN_IN_RATE_LIMIT: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: url,
    ...env,
  })
  const database = { kind, file: `${server.dataDir}/satchel.db`, url: url ?? '', pid: cluster?.pid() ?? 0 }
  const folders: { remove(): Promise<void> }[] = []
  return {
    server,
    database,
    cpu: () => cpuSeconds(server.pid()) + (database.pid === 0 ? 0 : cpuSeconds(database.pid)),
    async emptyDatabase() {
      const dir = await createTempDir('bench-peer')
      folders.push(dir)
      return emptyDatabase(kind, dir.path, cluster)
    },
    async close() {
      await server.stop()
      await cluster?.stop()
      for (const folder of folders) await folder.remove()
    },
  }
}

async function emptyDatabase(kind: StoreKind, dataDir: string, cluster?: PostgresCluster): Promise<Database> {
  const url = (await cluster?.createDatabase())?.url
  const store = await openStore({ dataDir, databaseUrl: url, clock: () => new Date().toISOString(), newId })
  await store.close()
  return { kind, file: `${dataDir}/satchel.db`, url: url ?? '', pid: cluster?.pid() ?? 0 }
}
