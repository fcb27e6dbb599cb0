import { sql, type QueryResult, type RawBuilder } from 'kysely'
import type { Queries } from './access.ts'
import type { Tables } from './schema.ts'

/** One row to write: JSON values and lists of words as they are, not encoded. */
export type Row<T extends keyof Tables> = Readonly<Partial<Record<keyof Tables[T] & string, unknown>>>

/**
 * Inserts all rows with one statement whose text and number of parameters do not depend on how many there are, in
 * their order. They have the same columns; `onConflict` is the statement's last clause.
 */
export async function insertRows<T extends keyof Tables & string>(
  { db, dialect }: Queries,
  table: T,
  rows: readonly Row<T>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const columns = Object.keys(first)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const given = dialect.given(table, columns, rows)
  const insert = sql`insert into ${sql.table(table)} (${names}) select ${names} from ${given} where true ${onConflict}`
  const { numAffectedRows }: QueryResult<unknown> = await insert.execute(db)
  return Number(numAffectedRows ?? 0n)
}
