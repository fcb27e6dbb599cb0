import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import { useDocs, useOutbox } from '#renderer/replica/react.tsx'

/** A ticket's messages, oldest first, split as the page shows them. */
export interface TicketMessages {
  readonly isLoading: boolean
  /** What the requester reads: replies, mails, portal, chat and public notes. */
  readonly conversation: readonly Message[]
  /** Notes of either visibility. */
  readonly notes: readonly Message[]
  /** Ids of messages that have not reached the server. */
  readonly waiting: ReadonlySet<Id>
  /** When replies went out, by message, as far as the activity log tells. */
  readonly sentAt: ReadonlyMap<Id, Instant>
}

/** Keeps the messages of a ticket live. */
export function useTicketMessages(ticketId: Id): TicketMessages {
  const query = useMemo(
    () => ({ selector: { ticketId }, sort: [{ ticketId: 'asc' as const }, { at: 'asc' as const }] }),
    [ticketId],
  )
  const { docs, loading } = useDocs('messages', query)
  const outbox = useOutbox()
  const { docs: activity } = useDocs('activity', {
    selector: { ticketId, collection: 'messages', action: 'changed' },
  })
  return useMemo(() => {
    const shown = docs.filter((message) => message.deletedAt === '')
    return {
      isLoading: loading,
      conversation: shown.filter((message) => message.visibility === 'public'),
      notes: shown.filter((message) => message.kind === 'note'),
      waiting: new Set(
        outbox.filter((mutation) => mutation.collection === 'messages').map(({ docId }) => docId),
      ),
      sentAt: new Map(
        activity
          .filter(({ changes }) =>
            changes.some(({ field, after }) => field === 'delivery' && after === 'sent'),
          )
          .map(({ docId, acceptedAt }) => [docId, acceptedAt]),
      ),
    }
  }, [docs, loading, outbox, activity])
}
