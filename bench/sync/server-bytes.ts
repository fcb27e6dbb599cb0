import { v7 } from 'uuid'
import type { Mutation } from '#shared/protocol/wire.ts'
import { atMost, type Row } from './row.ts'

const MOST_BYTES = 400
/** What a push carries of the cursor. */
const HISTORY = `${v7()}.`
const NOW = '2026-11-20T12:00:00.000Z'

/** What a person does to a ticket in one act: new values beside those they saw, and when the ticket was changed. */
const ACTS: readonly Required<Pick<Mutation, 'patch' | 'prev'>>[] = [
  { patch: { urgency: 'high' }, prev: { urgency: 'medium' } },
  {
    patch: { title: 'Printer on the second floor is offline' },
    prev: { title: 'Printer on the second floor' },
  },
  { patch: { tags: { $add: ['network'] } }, prev: { tags: ['printer'] } },
  { patch: { assigneeId: v7() }, prev: { assigneeId: '' } },
]

function change({ patch, prev }: (typeof ACTS)[number]): Mutation {
  return {
    id: v7(),
    collection: 'tickets',
    docId: v7(),
    op: 'change',
    baseRev: 12,
    patch: { ...patch, updatedAt: NOW },
    prev,
    at: NOW,
    schema: 1,
  }
}

/** Bytes of a push's body, JSON around the mutations and the cursor included, for each field a person changed. */
function bytesPerField(mutations: readonly Mutation[]): number {
  const body = JSON.stringify({ mutations, cursor: HISTORY })
  return Buffer.byteLength(body) / mutations.length
}

/** Bytes sent up for each changed field. */
export function measureBytes(): Row[] {
  const mutations = ACTS.map(change)
  const alone = Math.max(...mutations.map((mutation) => bytesPerField([mutation])))
  const batch = Array.from({ length: 25 }, () => ACTS.map(change)).flat()
  return [
    atMost(
      'bytes up for a changed field, one change in a push (the largest of four)',
      alone,
      'bytes',
      MOST_BYTES,
    ),
    atMost('bytes up for a changed field, 100 changes in a push', bytesPerField(batch), 'bytes', MOST_BYTES),
  ]
}
