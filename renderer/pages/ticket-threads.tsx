import type { Message } from '#shared/messages/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { NoteComposer } from '#renderer/features/conversation/note-composer.tsx'
import { ReplyComposer } from '#renderer/features/conversation/reply-composer.tsx'
import { Thread } from '#renderer/features/conversation/thread.tsx'
import { useDraft } from '#renderer/features/drafts/drafts.ts'
import { useActor } from '#renderer/platform/session-context.tsx'

interface ThreadPartProps {
  readonly ticket: Ticket
  readonly messages: TicketMessages
  readonly isReadOnly: boolean
}

/** Everything said with the requester, and the next reply. */
export function ConversationGroup({ ticket, messages, isReadOnly }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'reply')
  if (messages.isLoading) return null
  const rewrite = ({ text, cc, attachments }: Message) =>
    draft.change({
      text: [draft.text, text].filter((each) => each !== '').join('\n\n'),
      cc: [...new Set([...draft.cc, ...cc])],
      attachments: [...draft.attachments, ...attachments],
    })
  return (
    <Thread
      kind="conversation"
      messages={messages.conversation}
      waiting={messages.waiting}
      sentAt={messages.sentAt}
      {...(isReadOnly ? {} : { onRewrite: rewrite })}
    >
      {!isReadOnly && <ReplyComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}

/** What the desk says among itself, and the next note. */
export function NotesGroup({ ticket, messages, isReadOnly }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'note')
  if (messages.isLoading) return null
  return (
    <Thread kind="notes" messages={messages.notes} waiting={messages.waiting} sentAt={messages.sentAt}>
      {!isReadOnly && <NoteComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}
