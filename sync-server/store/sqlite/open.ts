import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { CannotOpenStore } from '../cannot-open-store.ts'
import type { Db } from '../sql/access.ts'
import { nodeSqliteDialect } from './driver.ts'
import { codeOf, SQLITE_CORRUPT, SQLITE_NOTADB } from './errors.ts'

/** Milliseconds to wait, standing still, for another process (a backup) to let go of the file. */
const BUSY_TIMEOUT_MS = 40

/** One connection that writes and one that reads what is committed meanwhile. */
export interface SqliteConnections {
  readonly writer: Db
  readonly reader: Db
  close(): Promise<void>
}

/** Opens or creates the file. Throws `CannotOpenStore`; an existing file that is damaged stays as it is. */
export function openSqlite(path: string): SqliteConnections {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const writer = connect(path, { readOnly: false })
    const reader = connect(path, { readOnly: true })
    return {
      writer,
      reader,
      async close() {
        await reader.destroy()
        await writer.destroy()
      },
    }
  } catch (error) {
    throw cannotOpen(path, error)
  }
}

function connect(path: string, { readOnly }: { readonly readOnly: boolean }): Db {
  const database = new DatabaseSync(path, {
    readOnly,
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
  })
  try {
    if (!readOnly) {
      database.exec('pragma journal_mode = wal')
      database.exec('pragma synchronous = full')
      // After a large transaction the log would otherwise keep its size for ever. Bytes.
      database.exec('pragma journal_size_limit = 67108864')
    }
    return new Kysely({ dialect: nodeSqliteDialect(database) })
  } catch (error) {
    database.close()
    throw error
  }
}

/** The reason why a file cannot be used, in words an administrator can act on. */
export function cannotOpen(path: string, error: unknown): CannotOpenStore {
  if (error instanceof CannotOpenStore) return error
  const code = codeOf(error)
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
    return new CannotOpenStore(
      `The database file ${path} is damaged or is not a database. Nothing was changed. Move it and its -wal and ` +
        `-shm files aside, then restore it from a backup, or save what can be read with: ` +
        `sqlite3 ${path} ".recover" | sqlite3 recovered.db`,
      error,
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new CannotOpenStore(
    `The database file ${path} cannot be opened (${reason}). Check that the directory exists, is writable for the ` +
      'user who runs the server, and has free space.',
    error,
  )
}
