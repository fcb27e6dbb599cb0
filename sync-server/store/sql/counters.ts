import { sql } from 'kysely'
import type { Queries } from './access.ts'
import { insertion, type Write } from './writes.ts'

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
export function counterWrites({ dialect }: Queries, values: ReadonlyMap<string, number>): Write[] {
  const rows = [...values].map(([name, value]) => ({ name, value }))
  const onConflict = sql`on conflict (name) do update set value = excluded.value`
  return insertion(dialect, 'counters', rows, onConflict)
}
