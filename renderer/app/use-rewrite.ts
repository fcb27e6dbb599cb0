import type { Id } from '#shared/kernel/ids.ts'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Notice } from '#shared/notices/schema.ts'
import { usePutBack } from '../features/drafts/drafts.ts'
import { formOf } from '../features/new-ticket/new-ticket.ts'
import { rejectedPatch, useNoticeActs, useNotices } from '../features/sync/notices.ts'
import { useActor } from '../platform/session-context.tsx'
import { useReach } from '../ui/reach.ts'
import { useViewState } from './view-state.ts'

/** Puts what the server refused back where it was written: a ticket into its form, a reply or note into its draft. */
export function useRewrite(openTicket: (id: Id) => void): (notice: Notice) => void {
  const refused = useNotices('rejection')
  const acts = useNoticeActs()
  const putBack = usePutBack(useActor().personId)
  const rewrite = useViewState((state) => state.rewrite)
  const show = useViewState((state) => state.show)
  const ask = useReach((state) => state.ask)
  return (notice) => {
    const patch = rejectedPatch(notice)
    if (notice.collection === 'tickets') {
      const notes = refused.filter(
        (each) => each.collection === 'messages' && rejectedPatch(each)['ticketId'] === notice.docId,
      )
      const description = notes.map((note) => String(rejectedPatch(note)['text'] ?? '')).join('\n\n')
      rewrite({ form: formOf(patch, description), notices: [notice, ...notes] })
      return
    }
    const kind = patch['kind'] === 'reply' ? 'reply' : 'note'
    putBack(notice.ticketId, kind, {
      text: String(patch['text'] ?? ''),
      html: String(patch['html'] ?? ''),
      cc: addressesOf(patch['cc']),
      bcc: addressesOf(patch['bcc']),
      attachments: (patch['attachments'] ?? []) as readonly Attachment[],
      visibility: patch['visibility'] === 'public' ? 'public' : 'private',
    })
    void acts.dismiss(notice)
    show('none')
    openTicket(notice.ticketId)
    ask(`write-${kind}`)
  }
}

function addressesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
