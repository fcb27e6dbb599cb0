import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient } from 'pg'

/** Statements a connection keeps prepared: enough for every text that comes again and again. */
const MOST_PREPARED = 200
/** PostgreSQL refuses a prepared statement that answers with all columns once a newer version has added one. */
const ALL_COLUMNS = /\.\*|(?:select|returning) \*/i

/** Names for the texts of statements; undefined for one that is better not prepared. */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    if (!names.has(text) && names.size < MOST_PREPARED && !ALL_COLUMNS.test(text)) {
      names.set(text, `satchel_${names.size}`)
    }
    return names.get(text)
  }
}

/** The pool with each statement that has parameters parsed and planned once by connection, not each time. */
export function preparing(pool: Pool): PostgresPool {
  const nameOf = createNames()
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const known = clients.get(client) ?? preparingClient(client, nameOf)
      clients.set(client, known)
      return known
    },
  }
}

function preparingClient(
  client: PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  // Kysely also asks for cursors, but only where results are streamed, which the stores never do.
  const query = (text: string | object, parameters: readonly unknown[] = []): unknown => {
    const name = typeof text === 'string' && parameters.length > 0 ? nameOf(text) : undefined
    return client.query({
      ...(name === undefined ? {} : { name }),
      text: String(text),
      values: [...parameters],
    })
  }
  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) }
}
