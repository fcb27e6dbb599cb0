import type { RawBuilder, SqlBool } from 'kysely'
import type { Db } from './access.ts'

/** Column types that the two databases spell differently; used by the migrations alone. */
export interface ColumnTypes {
  /** Text that compares by bytes, so that ids and instants sort the same everywhere. */
  readonly text: string
  readonly integer: string
  readonly json: string
  /** A list of words: buckets. */
  readonly words: string
  /** A column that numbers rows in the order of their insertion. */
  readonly rising: string
  /** Columns of a change row that give its place: a position, and on PostgreSQL the order of insertion before it. */
  readonly changePlace: string
  /** Statements that index the change rows. */
  readonly changeIndexes: readonly string[]
}

/** What differs between the two databases in the queries they share. */
export interface Dialect {
  readonly types: ColumnTypes
  /** True where rows are locked one by one; false where a transaction is alone anyway. */
  readonly rowLocks: boolean
  /** Most positions looked at in one statement: bounds what a synchronous database or a bad plan can cost. */
  readonly scanWindow: number
  /** A JSON value as the parameter of an insert. */
  json(value: unknown): RawBuilder<unknown>
  /** Runs statements that do not depend on each other, in one request where that is possible: rows affected by each. */
  runTogether(db: Db, statements: readonly RawBuilder<unknown>[]): Promise<readonly number[]>
  /** The JSON value of a column that was read. */
  readJson<T>(stored: unknown): T
  /**
   * Rows as one parameter, to be selected from under the name `given`: objects with these columns of the table, JSON
   * values and lists of words not encoded.
   */
  given(table: string, columns: readonly string[], rows: readonly object[]): RawBuilder<unknown>
  /** The list of words of a column that was read. */
  readWords(stored: unknown): readonly string[]
  /** True where the list of words in `column` has one of `list`. */
  overlaps(column: string, list: readonly string[]): RawBuilder<SqlBool>
  /** True where the list of words in `column` has none from `from` on up to, but not including, `to`. */
  hasNoneBetween(column: string, from: string, to: string): RawBuilder<SqlBool>
  /** True where `column` is one of `list`, with one parameter however long it is. */
  isAnyOf(column: string, list: readonly string[]): RawBuilder<SqlBool>
}
