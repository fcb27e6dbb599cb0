import { DuplicateMutation, type StoreTx } from '../store.ts'
import type { Queries } from './access.ts'

/** Answers to mutations and gapless counters, in one transaction. */
export function ledger({
  db,
  dialect,
}: Queries): Pick<StoreTx, 'ledgerAnswer' | 'recordAnswer' | 'replaceAnswer' | 'nextNumber'> {
  return {
    async ledgerAnswer(deviceId, mutationId) {
      const query = db.selectFrom('ledger').select('answer').where('device_id', '=', deviceId)
      const row = await query.where('mutation_id', '=', mutationId).executeTakeFirst()
      return row && dialect.readJson(row.answer)
    },
    async recordAnswer(deviceId, mutationId, answer, at) {
      const row = { device_id: deviceId, mutation_id: mutationId, answer: dialect.json(answer), at }
      const inserted = await db
        .insertInto('ledger')
        .values(row)
        .onConflict((conflict) => conflict.columns(['device_id', 'mutation_id']).doNothing())
        .executeTakeFirst()
      if (inserted.numInsertedOrUpdatedRows === 0n) throw new DuplicateMutation(mutationId)
    },
    async replaceAnswer(deviceId, mutationId, answer) {
      const update = db.updateTable('ledger').set({ answer: dialect.json(answer) })
      await update.where('device_id', '=', deviceId).where('mutation_id', '=', mutationId).execute()
    },
    async nextNumber(counter) {
      const { value } = await db
        .insertInto('counters')
        .values({ name: counter, value: 1 })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
        )
        .returning('value')
        .executeTakeFirstOrThrow()
      return value
    },
  }
}
