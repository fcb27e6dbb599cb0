import type { Notice } from '#shared/notices/schema.ts'
import { mayCreate } from '#shared/policy/policy.ts'
import type { CollectionHooks } from '../../sync/hooks.ts'

/**
 * Taking the notice of a held reply lets the reply go, once, however often and from wherever it is taken. Who may no
 * longer write on the ticket has it back, open as it was.
 */
export const noticeHooks: CollectionHooks = {
  async follow({ tx, actor, before, after, changed, write }) {
    const notice = after as Notice
    if (!before || notice.kind !== 'held-reply') return
    if (!changed.includes('state') || notice.state !== 'taken') return
    const reply = await tx.doc('messages', notice.docId)
    if (reply?.doc['delivery'] !== 'held') return
    if (!mayCreate(actor, 'messages', reply.buckets)) {
      await write({ collection: 'notices', docId: notice.id, op: 'change', patch: { state: 'open' } })
      return
    }
    await write({ collection: 'messages', docId: notice.docId, op: 'change', patch: { delivery: 'queued' } })
  },
}
