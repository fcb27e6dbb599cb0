import { sql } from 'kysely'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import { DuplicateMutation } from '../store.ts'
import type { Queries } from './access.ts'
import { insertion, type Write } from './writes.ts'

/** An answer to be kept. */
export interface NewAnswer {
  readonly deviceId: Id
  readonly mutationId: Id
  readonly answer: MutationAnswer
  readonly at: Instant
}

/** The answers that these mutations of a device already got, by mutation. */
export async function readAnswers(
  { db, dialect }: Queries,
  deviceId: Id,
  mutationIds: readonly Id[],
): Promise<ReadonlyMap<Id, MutationAnswer>> {
  const query = db.selectFrom('ledger').select(['mutation_id', 'answer']).where('device_id', '=', deviceId)
  const rows = await query.where(dialect.isAnyOf('mutation_id', mutationIds)).execute()
  return new Map(rows.map((row) => [row.mutation_id, dialect.readJson(row.answer)]))
}

/** Keeps answers. Fails with `DuplicateMutation` when another transaction has kept one of them meanwhile. */
export function answerWrites({ dialect }: Queries, answers: readonly NewAnswer[]): Write[] {
  const rows = answers.map(({ deviceId, mutationId, answer, at }) => ({
    device_id: deviceId,
    mutation_id: mutationId,
    answer,
    at,
  }))
  const check = (written: number) => {
    if (written < rows.length)
      throw new DuplicateMutation(answers.map(({ mutationId }) => mutationId).join(', '))
  }
  return insertion(dialect, 'ledger', rows, sql`on conflict do nothing`, check)
}

/** Puts another answer in the place of the one that is kept. */
export async function replaceAnswer(
  { db, dialect }: Queries,
  deviceId: Id,
  mutationId: Id,
  answer: MutationAnswer,
): Promise<void> {
  const update = db.updateTable('ledger').set({ answer: dialect.json(answer) })
  await update.where('device_id', '=', deviceId).where('mutation_id', '=', mutationId).execute()
}
