import type { Notice } from '#shared/notices/schema.ts'
import type { CollectionHooks } from '../../sync/hooks.ts'

/** Taking the notice of a held reply lets the reply go, once, however often and from wherever it is taken. */
export const noticeHooks: CollectionHooks = {
  async follow({ tx, before, after, changed, write }) {
    const notice = after as Notice
    if (!before || notice.kind !== 'held-reply') return
    if (!changed.includes('state') || notice.state !== 'taken') return
    const reply = await tx.doc('messages', notice.docId)
    if (reply?.doc['delivery'] !== 'held') return
    await write({ collection: 'messages', docId: notice.docId, op: 'change', patch: { delivery: 'queued' } })
  },
}
