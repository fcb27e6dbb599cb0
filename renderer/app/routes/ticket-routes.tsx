import { createRoute, redirect } from '@tanstack/react-router'
import { FIRST_LIST, readListSearch, type ListSearch } from '../../features/tickets/filters.ts'
import { TicketListPage } from '../../pages/ticket-list-page.tsx'
import { TicketPage } from '../../pages/ticket-page.tsx'
import { root } from './root-route.ts'

/** Where the console begins. */
export const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets', search: FIRST_LIST })
  },
})

/** A view of the tickets. */
export const ticketList = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  validateSearch: readListSearch,
  component: ListRoute,
})

/** One ticket, and the list it was opened from. */
export const ticket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$ticketId',
  validateSearch: readListSearch,
  component: TicketRoute,
})

function ListRoute() {
  const search = ticketList.useSearch()
  const navigate = ticketList.useNavigate()
  return (
    <TicketListPage
      search={search}
      onSearch={(next: ListSearch) =>
        void navigate({ to: '/tickets', search: next, replace: next.view === search.view })
      }
      onOpenTicket={(ticketId) => void navigate({ to: '/tickets/$ticketId', params: { ticketId }, search })}
    />
  )
}

function TicketRoute() {
  const { ticketId } = ticket.useParams()
  const search = ticket.useSearch()
  const navigate = ticket.useNavigate()
  return (
    <TicketPage
      ticketId={ticketId}
      search={search}
      onBack={() => void navigate({ to: '/tickets', search })}
      onOpenTicket={(next) =>
        void navigate({ to: '/tickets/$ticketId', params: { ticketId: next }, search, replace: true })
      }
      onOpenArticle={(articleId) => void navigate({ to: '/knowledge/$articleId', params: { articleId } })}
      onOpenPerson={(personId) => void navigate({ to: '/people/$personId', params: { personId } })}
    />
  )
}
