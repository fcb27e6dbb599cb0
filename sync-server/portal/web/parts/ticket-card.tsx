import { IconChevronRight } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PortalTicket } from '../../contract.ts'
import { useFormats } from '../format.ts'
import { hrefOf } from '../route.ts'
import { StateBadge } from './state-badge.tsx'

/** Requests as a list of links. */
export function TicketCards({ tickets }: { readonly tickets: readonly PortalTicket[] }) {
  return (
    <ul className="p-cards">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketCard ticket={ticket} />
        </li>
      ))}
    </ul>
  )
}

function TicketCard({ ticket }: { readonly ticket: PortalTicket }) {
  const { t } = useTranslation()
  const { when } = useFormats()
  return (
    <a className="p-card p-ticket" href={hrefOf({ page: 'request', id: ticket.id })}>
      <span className="p-ticket-top">
        <StateBadge state={ticket.state} />
        <span className="p-dim">{ticket.name}</span>
      </span>
      <span className="p-ticket-title">{ticket.title}</span>
      <span className="p-dim p-ticket-facts">
        <span>{handlerWords(t, ticket)}</span>
        <span>{t('requests.last', { when: when(ticket.lastAt) })}</span>
        {!ticket.mine && <span>{t('requests.watching', { name: ticket.requester })}</span>}
      </span>
      <IconChevronRight className="p-card-arrow" size={20} aria-hidden />
    </a>
  )
}

function handlerWords(t: TFunction, ticket: PortalTicket): string {
  const isDone = ticket.state === 'solved' || ticket.state === 'closed'
  if (ticket.handler === '') return t(isDone ? 'requests.noHandlerDone' : 'requests.noHandler')
  return t(isDone ? 'requests.handledBy' : 'requests.handler', { name: ticket.handler })
}
