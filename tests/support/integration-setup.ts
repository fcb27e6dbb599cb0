import type { TestProject } from 'vitest/node'
import { findMailServers } from '../../scripts/provision/mail-servers.ts'
import { startPostgresCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Administrative URL of the run's PostgreSQL server, for createDatabase(). */
    readonly postgresUrl: string
  }
}

/** Before the integration tests: one PostgreSQL server for all of them, and mail servers ready to be started. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await findMailServers()
  const cluster = await startPostgresCluster()
  project.provide('postgresUrl', cluster.url)
  return () => cluster.stop()
}
