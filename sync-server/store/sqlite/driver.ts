import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'

/** Longest time, in milliseconds, that statements run in a row before other work of the process gets its turn. */
const SLICE_MS = 10
const MOST_PREPARED = 300

interface Prepared {
  readonly statement: StatementSync
  /** True when it answers with rows. */
  readonly reads: boolean
}

/** Statements prepared once and kept, the oldest going first. */
function statementCache(database: DatabaseSync): (text: string) => Prepared {
  const kept = new Map<string, Prepared>()
  return (text) => {
    const known = kept.get(text)
    if (known) return known
    const statement = database.prepare(text)
    const prepared = { statement, reads: statement.columns().length > 0 }
    kept.set(text, prepared)
    if (kept.size > MOST_PREPARED) kept.delete(kept.keys().next().value ?? '')
    return prepared
  }
}

/** A turn for everything else in the process when statements have run for a while. */
function createSlices(): () => Promise<void> | undefined {
  let turnedAt = performance.now()
  return () => {
    if (performance.now() - turnedAt < SLICE_MS) return undefined
    return nextTurn().then(() => {
      turnedAt = performance.now()
    })
  }
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const prepare = statementCache(database)
  const slice = createSlices()
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      await slice()
      const { statement, reads } = prepare(sql)
      const given = parameters as readonly SQLInputValue[]
      if (reads) return { rows: statement.all(...given) as R[] }
      const { changes } = statement.run(...given)
      return { rows: [], numAffectedRows: BigInt(changes) }
    },
    streamQuery() {
      throw new Error('Results are read in pages; streaming is not supported.')
    },
  }
}

/** SQLite can roll back changes of the schema, so each migration is one transaction. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Kysely on `node:sqlite`. Statements are prepared once, and every 10 ms the event loop gets a turn, because SQLite
 * answers synchronously and awaiting it alone would never let go.
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const connection = createConnection(database)
  const run = async (text: string) => {
    await connection.executeQuery(CompiledQuery.raw(text))
  }
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    // A full disk or an input error may have rolled back already.
    rollbackTransaction: () => (database.isTransaction ? run('rollback') : Promise.resolve()),
    destroy: () => Promise.resolve(database.close()),
  }
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
