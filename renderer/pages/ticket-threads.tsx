import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import { joinWritten } from '#shared/messages/written.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { NoteComposer } from '#renderer/features/conversation/note-composer.tsx'
import { ReplyComposer } from '#renderer/features/conversation/reply-composer.tsx'
import { Thread } from '#renderer/features/conversation/thread.tsx'
import { useQuote } from '#renderer/features/conversation/use-quote.ts'
import { useSplit } from '#renderer/features/conversation/use-split.ts'
import { useDraft } from '#renderer/features/drafts/drafts.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReach } from '#renderer/ui/reach.ts'

interface ThreadPartProps {
  readonly ticket: Ticket
  readonly messages: TicketMessages
  readonly isReadOnly: boolean
  readonly onOpenTicket: (id: Id) => void
}

/** Everything said with the requester, and the next reply. */
export function ConversationGroup({ ticket, messages, isReadOnly, onOpenTicket }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'reply')
  const ask = useReach((state) => state.ask)
  const { person: own } = useSession()
  const quoteBelow = useQuote(useDirectory().person(ticket.requesterId)?.language ?? own.language)
  const split = useSplit(ticket, onOpenTicket)
  const rewrite = ({ text, html, cc, bcc, attachments }: Message) =>
    draft.change({
      ...joinWritten(draft, { text, html }),
      cc: [...new Set([...draft.cc, ...cc])],
      bcc: [...new Set([...draft.bcc, ...bcc])],
      attachments: [...draft.attachments, ...attachments],
    })
  const quote = (message: Message) => {
    draft.change(quoteBelow(draft, message))
    ask('reply')
  }
  return (
    <Thread
      kind="conversation"
      messages={messages.conversation}
      known={messages}
      acts={isReadOnly ? undefined : { rewrite, quote, split: (message) => void split(message) }}
      onOpenTicket={onOpenTicket}
    >
      {!isReadOnly && <ReplyComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}

/** What the desk says among itself, and the next note. */
export function NotesGroup({ ticket, messages, isReadOnly, onOpenTicket }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'note')
  const ask = useReach((state) => state.ask)
  const quoteBelow = useQuote(useSession().person.language)
  const split = useSplit(ticket, onOpenTicket)
  const quote = (message: Message) => {
    const quoted = quoteBelow(draft, message)
    // What was private is not said in public by a quotation alone.
    draft.change(message.visibility === 'private' ? { ...quoted, visibility: 'private' } : quoted)
    ask('note')
  }
  return (
    <Thread
      kind="notes"
      messages={messages.notes}
      known={messages}
      acts={isReadOnly ? undefined : { quote, split: (message) => void split(message) }}
      onOpenTicket={onOpenTicket}
    >
      {!isReadOnly && <NoteComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}
