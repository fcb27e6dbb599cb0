import { v7 as uuidv7 } from 'uuid'
import { useTranslation } from 'react-i18next'
import { splitTicket, undoSplit } from '#shared/acts/split-ticket.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import { titleFrom } from '#shared/messages/title-from.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'

/** Makes a ticket of one message and opens it; its writer is the requester, unless it is the desk's. Undo leads back. */
export function useSplit(
  ticket: Ticket,
  onOpenTicket: (id: Id) => void,
): (message: Message) => Promise<void> {
  const { t } = useTranslation('messages')
  const actor = useActor()
  const replica = useReplica()
  const { person } = useDirectory()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const deed = () => ({ actor, now: systemClock() })
  return async (message) => {
    const isFromDesk = message.kind === 'reply' || message.kind === 'note'
    const isKnown = !isFromDesk && person(message.authorId) !== undefined
    const input = {
      title: titleFrom(message) || ticket.title,
      ...(isKnown ? { requesterId: message.authorId } : {}),
    }
    const split = splitTicket(ticket, [message], input, deed(), uuidv7, Math.random)
    if (!split.ok) {
      showRefusal(split.refusal)
      return
    }
    await replica.write(split.value.writes)
    onOpenTicket(split.value.ticketId)
    showUndo(t('split.done', { title: input.title }), () => {
      onOpenTicket(ticket.id)
      void replica.write(undoSplit(split.value, deed()))
    })
  }
}
