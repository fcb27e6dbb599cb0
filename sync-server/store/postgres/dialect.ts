import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Db } from '../sql/access.ts'
import type { Dialect } from '../sql/dialect.ts'
import { storableJson } from '../sql/storable.ts'

/** PostgreSQL: jsonb bodies, text[] buckets, rows locked one by one, positions given by the sequencer. */
export const postgresDialect: Dialect = {
  types: {
    text: 'text collate "C"',
    integer: 'bigint',
    json: 'jsonb',
    words: 'text[]',
    rising: 'bigint generated always as identity primary key',
    changePlace: 'seq bigint generated always as identity primary key, pos bigint unique',
    changeIndexes: ['create index changes_to_sequence on changes (seq) where pos is null'],
  },
  rowLocks: true,
  scanWindow: 10_000,
  json: (value) => sql`${storableJson(value)}::jsonb`,
  runTogether,
  readJson: <T>(stored: unknown) => stored as T,
  // The limit cuts nothing off: it tells the planner how few rows there are.
  given: (table, columns, rows) => sql`(
    select ${sql.join(columns.map((column) => sql.ref(column)))}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${storableJson(rows)}::jsonb)
    limit ${rows.length}) as given`,
  readWords: (stored) => stored as readonly string[],
  overlaps: (column, list) => sql<SqlBool>`${sql.ref(column)} && ${list}::text[]`,
  hasNoneBetween: (column, from, to) => sql<SqlBool>`not exists (
    select 1 from unnest(${sql.ref(column)}) as word
    where word collate "C" >= ${from} and word collate "C" < ${to})`,
  isAnyOf: (column, list) => sql<SqlBool>`${sql.ref(column)} = any(${list}::text[])`,
}

/** One statement with all of them in its with clause: they see the same state of the tables and not each other's rows. */
async function runTogether(db: Db, statements: readonly RawBuilder<unknown>[]): Promise<readonly number[]> {
  const parts = statements.map((each, index) => sql`${sql.id(`w${index}`)} as (${each} returning 1)`)
  const counts = statements.map((_, index) => sql`(select count(*) from ${sql.id(`w${index}`)})`)
  const together = sql<{
    counts: readonly number[]
  }>`with ${sql.join(parts)} select array[${sql.join(counts)}]::int[] as counts`
  return (await together.execute(db)).rows[0]?.counts ?? []
}
