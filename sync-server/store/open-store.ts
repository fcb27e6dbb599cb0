import { join } from 'node:path'
import type { NewId } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { openPostgresStore } from './postgres/postgres-store.ts'
import { openSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

/** Where the data lies: in PostgreSQL when there is a `databaseUrl`, else in the file `satchel.db` of `dataDir`. */
export interface StoreOptions {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly clock: Clock
  readonly newId: NewId
}

/** Opens the store and brings its schema up to date. Throws `CannotOpenStore` with what an administrator can do. */
export function openStore({ databaseUrl, dataDir, ...sources }: StoreOptions): Promise<Store> {
  if (databaseUrl) return openPostgresStore(databaseUrl, sources)
  return openSqliteStore(join(dataDir, 'satchel.db'), sources)
}
