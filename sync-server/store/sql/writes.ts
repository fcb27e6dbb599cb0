import { sql, type RawBuilder } from 'kysely'
import type { Queries } from './access.ts'
import type { Dialect } from './dialect.ts'
import type { Tables } from './schema.ts'

/** One statement that writes, and what it takes for it to have written enough. */
export interface Write {
  readonly statement: RawBuilder<unknown>
  /** Throws when so many affected rows are too few. */
  readonly check: (rows: number) => void
}

/** One row to write: JSON values and lists of words as they are, not encoded. */
type Row<T extends keyof Tables> = Readonly<Partial<Record<keyof Tables[T], unknown>>>

/**
 * Inserts all rows in their order, by a statement whose text does not depend on how many there are; nothing where
 * there are none. The rows have the same columns. `onConflict` is the statement's last clause.
 */
export function insertion<T extends keyof Tables & string>(
  dialect: Dialect,
  table: T,
  rows: readonly Row<T>[],
  onConflict: RawBuilder<unknown> = sql``,
  check: (rows: number) => void = () => undefined,
): Write[] {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const given = dialect.given(table, columns, rows)
  const statement = sql`insert into ${sql.table(table)} (${names}) select ${names} from ${given} where true ${onConflict}`
  return [{ statement, check }]
}

/** Runs the statements, in one request where the database takes several at once. They must not depend on each other. */
export async function runWrites({ db, dialect }: Queries, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return
  const counts = await dialect.runTogether(
    db,
    writes.map(({ statement }) => statement),
  )
  writes.forEach(({ check }, index) => check(counts[index] ?? 0))
}
