import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { NewId } from '#shared/kernel/ids.ts'
import type { Clock } from '#shared/kernel/time.ts'
import { CannotOpenStore } from '../cannot-open-store.ts'
import type { Access, Db } from './access.ts'
import type { ColumnTypes, Dialect } from './dialect.ts'
import { schemaSteps } from './migrations.ts'

function asMigrations(types: ColumnTypes): Record<string, Migration> {
  return Object.fromEntries(
    schemaSteps.map(({ name, statements }) => [
      name,
      {
        async up(db: Kysely<unknown>) {
          for (const statement of statements(types)) await sql.raw(statement).execute(db)
        },
      },
    ]),
  )
}

/**
 * Brings the schema up to date. Several processes may call it at once: the migrator holds a lock of the database.
 * Throws `CannotOpenStore` when the database was made by a newer version.
 */
export async function migrate(db: Db, dialect: Dialect): Promise<void> {
  const migrations = asMigrations(dialect.types)
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const newer = await stepsOfNewerVersion(db)
  if (newer.length === 0) throw error
  throw new CannotOpenStore(
    `The database was made by a newer Satchel (it has the step ${newer.join(', ')}). Nothing was changed. ` +
      'Install that version or a later one, or restore a backup made by this version.',
    error,
  )
}

async function stepsOfNewerVersion(db: Db): Promise<readonly string[]> {
  const known = new Set(schemaSteps.map((step) => step.name))
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name).filter((name) => !known.has(name))
}

/** Where a store takes instants and new ids from. */
export interface Sources {
  readonly clock: Clock
  readonly newId: NewId
}

/** The identity of the database's history, made at its first start and kept beside the instant it began. */
export async function settleEpoch({ write }: Access, { clock, newId }: Sources): Promise<string> {
  return write(async (db) => {
    await db
      .insertInto('meta')
      .values({ name: 'epoch', value: newId(), at: clock() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const query = db.selectFrom('meta').select('value').where('name', '=', 'epoch')
    return (await query.executeTakeFirstOrThrow()).value
  })
}
