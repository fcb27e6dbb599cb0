import { sql, type Selectable } from 'kysely'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Effect, EffectStore, NewEffect } from '../effect-store.ts'
import type { Access, Queries } from './access.ts'
import { storableText } from './storable.ts'
import type { Tables } from './schema.ts'
import { insertion, type Write } from './writes.ts'

type EffectRow = Selectable<Tables['effects']>

function effectOf({ dialect }: Pick<Queries, 'dialect'>, row: EffectRow): Effect {
  return {
    id: row.id,
    kind: row.kind,
    causeId: row.cause_id,
    payload: dialect.readJson(row.payload),
    runAt: row.run_at,
    attempts: row.attempts,
    state: row.state as Effect['state'],
    lastError: row.last_error,
  }
}

/** Effects are performed in the order they were due; ids are UUIDv7 and break the tie. */
const placeOf = (row: EffectRow) => `${row.run_at} ${row.id}`

/** Puts effects in the outbox unless their kind and cause are there already. */
export function effectWrites(
  { dialect }: Queries,
  effects: readonly (NewEffect & { readonly id: Id })[],
): Write[] {
  const rows = effects.map(({ id, kind, causeId, payload, runAt }) => ({
    id,
    kind,
    cause_id: causeId,
    payload,
    run_at: runAt,
    due_at: runAt,
    attempts: 0,
    state: 'waiting',
    last_error: '',
  }))
  const onConflict = sql`on conflict (kind, cause_id) do nothing`
  return insertion(dialect, 'effects', rows, onConflict)
}

/** The effects outbox, as workers see it. */
export function effectStore({ dialect, read, write }: Access): EffectStore {
  return {
    async claim(kinds, limit, now, leaseUntil) {
      const rows = await write((db) => claimDue({ db, dialect }, kinds, limit, now, leaseUntil))
      const inOrder = rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      return inOrder.map((row) => effectOf({ dialect }, row))
    },
    async finish(id, state, error) {
      const change = { state, last_error: storableText(error) }
      await write((db) => db.updateTable('effects').set(change).where('id', '=', id).execute())
    },
    async retry(id, runAt, error) {
      const change = { state: 'waiting', run_at: runAt, due_at: runAt, last_error: storableText(error) }
      await write((db) => db.updateTable('effects').set(change).where('id', '=', id).execute())
    },
    async renew(id, attempts, leaseUntil) {
      const renewed = await write((db) => {
        const query = db.updateTable('effects').set({ due_at: leaseUntil }).where('id', '=', id)
        return query.where('state', '=', 'running').where('attempts', '=', attempts).executeTakeFirst()
      })
      return renewed.numUpdatedRows === 1n
    },
    async byCause(kind, causeId) {
      const row = await read((db) => {
        const query = db.selectFrom('effects').selectAll().where('kind', '=', kind)
        return query.where('cause_id', '=', causeId).executeTakeFirst()
      })
      return row && effectOf({ dialect }, row)
    },
    async counts() {
      const rows = await read((db) => {
        const query = db.selectFrom('effects').select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        return query.groupBy('state').execute()
      })
      return Object.fromEntries(rows.map((row) => [row.state, row.count]))
    },
  }
}

async function claimDue(
  { db, dialect }: Queries,
  kinds: readonly string[],
  limit: number,
  now: Instant,
  leaseUntil: Instant,
): Promise<readonly EffectRow[]> {
  const due = db
    .selectFrom('effects')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('due_at', '<=', now)
    .where(dialect.isAnyOf('kind', kinds))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .$if(dialect.rowLocks, (query) => query.forUpdate().skipLocked())
  return db
    .updateTable('effects')
    .set((eb) => ({ state: 'running', due_at: leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', due)
    .returningAll()
    .execute()
}
