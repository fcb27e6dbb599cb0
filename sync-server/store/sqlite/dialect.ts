import { sql, type SqlBool } from 'kysely'
import type { Dialect } from '../sql/dialect.ts'
import { storableJson } from '../sql/storable.ts'

/** SQLite: JSON and lists of words are JSON text. Positions are given at once, there being one writer. */
export const sqliteDialect: Dialect = {
  types: {
    text: 'text',
    integer: 'integer',
    json: 'text',
    words: 'text',
    rising: 'integer primary key autoincrement',
    changePlace: 'pos integer primary key autoincrement',
    changeIndexes: [],
  },
  rowLocks: false,
  scanWindow: 1000,
  json: (value) => sql.val(storableJson(value)),
  async runTogether(db, statements) {
    const counts: number[] = []
    for (const each of statements) counts.push(Number((await each.execute(db)).numAffectedRows ?? 0n))
    return counts
  },
  readJson: (stored) => JSON.parse(String(stored)),
  given: (_table, columns, rows) => sql`(
    select ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(column)} as ${sql.ref(column)}`))}
    from json_each(${storableJson(rows)})) as given`,
  readWords: (stored) => JSON.parse(String(stored)),
  overlaps: (column, list) => sql<SqlBool>`exists (
    select 1 from json_each(${sql.ref(column)}) as word
    where word.value in (select value from json_each(${JSON.stringify(list)})))`,
  hasNoneBetween: (column, from, to) => sql<SqlBool>`not exists (
    select 1 from json_each(${sql.ref(column)}) as word where word.value >= ${from} and word.value < ${to})`,
  isAnyOf: (column, list) =>
    sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(list)}))`,
}
