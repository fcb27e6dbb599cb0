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
  // Without a table of steps the error is about something else.
  const newer = await stepsOfNewerVersion(db).catch(() => [])
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

/**
 * The identity of the database's history, made at its first start and again whenever the database turns up with
 * another `origin`: then it was restored and lacks what it had acknowledged since. '' is an origin nobody knows.
 */
export async function settleEpoch(
  { write, dialect }: Access,
  { clock, newId }: Sources,
  origin: string,
): Promise<string> {
  return write(async (db) => {
    const fresh = { name: 'epoch', value: newId(), origin, at: clock() }
    await db
      .insertInto('meta')
      .values(fresh)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const query = db.selectFrom('meta').selectAll().where('name', '=', 'epoch')
    const known = await query.$if(dialect.rowLocks, (one) => one.forUpdate()).executeTakeFirstOrThrow()
    if (origin === '' || origin === known.origin) return known.value
    const isOther = known.origin !== ''
    const changed = isOther ? fresh : { ...known, origin }
    await db.updateTable('meta').set(changed).where('name', '=', 'epoch').execute()
    return changed.value
  })
}
