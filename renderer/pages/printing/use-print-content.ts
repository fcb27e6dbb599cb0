import { useMemo } from 'react'
import { relationsOf } from '#shared/links/rules.ts'
import type { Link } from '#shared/links/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useLog } from '#renderer/features/activity/use-log.ts'
import { useTicketMessages, type TicketMessages } from '#renderer/features/conversation/messages.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import { useLinks } from '#renderer/replica/use-links.ts'
import { useTicketItems } from '../use-ticket-items.ts'
import type { PrintContent } from './print-choice.ts'

/** Everything of a ticket that can be printed, kept live; `isLoading` until all of it was read. */
export interface TicketToPrint {
  readonly isLoading: boolean
  readonly content: PrintContent
  readonly known: Pick<TicketMessages, 'waiting' | 'sources'>
}

/** Reads everything of a ticket from the device. */
export function useTicketToPrint(ticket: Ticket): TicketToPrint {
  const messages = useTicketMessages(ticket.id)
  const { isLoading: areItemsLoading, ...items } = useTicketItems(ticket.id)
  const links = useLinks(ticket.id)
  const { entries: activity, isLoading: isLogLoading } = useLog(ticket.id)
  const relations = useMemo(() => relationsOf(links ?? NO_LINKS, ticket.id), [links, ticket.id])
  const of = (end: string) => relations.filter(({ collection }) => collection === end)
  const { docs: documents, loading: areFilesLoading } = useDocs('documents', {
    selector: {
      $or: [{ ticketId: ticket.id }, { id: { $in: of('documents').map(({ id }) => id) } }],
      deletedAt: '',
    },
  })
  return {
    isLoading:
      messages.isLoading || areItemsLoading || links === undefined || isLogLoading || areFilesLoading,
    content: {
      ticket,
      messages: inOrder(messages),
      ...items,
      assets: of('assets'),
      documents,
      relations: of('tickets'),
      activity,
    },
    known: messages,
  }
}

const NO_LINKS: readonly Link[] = []

/** Everything that was said, once each, oldest first. */
function inOrder({ conversation, notes }: TicketMessages): PrintContent['messages'] {
  const all = new Map([...conversation, ...notes].map((message) => [message.id, message]))
  return [...all.values()].toSorted((a, b) => a.at.localeCompare(b.at))
}
