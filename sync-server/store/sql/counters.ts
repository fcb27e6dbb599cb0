import { sql } from 'kysely'
import type { Queries } from './access.ts'
import { insertRows } from './rows.ts'

/** The next number of a counter; nobody else gets one before the transaction ends. */
export async function drawNumber({ db }: Queries, counter: string): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name: counter, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}

/** Writes how far counters have come whose first number was drawn in this transaction. */
export async function writeCounters(queries: Queries, values: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...values].map(([name, value]) => ({ name, value }))
  await insertRows(queries, 'counters', rows, sql`on conflict (name) do update set value = excluded.value`)
}
