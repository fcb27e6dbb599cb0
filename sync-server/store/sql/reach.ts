import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { closedBefore, type Reach } from '#shared/policy/scope.ts'
import type { Dialect } from './dialect.ts'

/** True where a document with the buckets in `column` belongs on a device of this reach. */
export function inReach(dialect: Dialect, column: string, { buckets, since }: Reach): RawBuilder<SqlBool> {
  const overlaps = dialect.overlaps(column, buckets)
  if (since === '') return overlaps
  return sql<SqlBool>`(${overlaps} and ${dialect.hasNoneBetween(column, ...closedBefore(since))})`
}
