import { sql } from 'kysely'
import type { Db } from '../sql/access.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * What tells one history of a database from another: the cluster, its timeline (which a recovery or a promotion
 * changes), the database and the table (which a restored dump makes anew). '' when the server does not say.
 */
export async function databaseOrigin(db: Db): Promise<string> {
  const query = sql<{ origin: string }>`
    select concat_ws('/',
      (select system_identifier from pg_control_system()),
      substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
      (select oid from pg_database where datname = current_database()),
      'changes'::regclass::oid
    ) as origin`
  try {
    return (await query.execute(db)).rows[0]?.origin ?? ''
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE) return ''
    throw error
  }
}
