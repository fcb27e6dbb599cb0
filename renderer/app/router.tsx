import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router'
import { FIRST_LIST, readListSearch, type ListSearch } from '../features/tickets/filters.ts'
import { TicketListPage } from '../pages/ticket-list-page.tsx'
import { TicketPage } from '../pages/ticket-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets', search: FIRST_LIST })
  },
})

const ticketList = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  validateSearch: readListSearch,
  component: ListRoute,
})

const ticket = createRoute({
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
    />
  )
}

/** The console's pages. Addresses live behind the hash, since files are all that app:// and /console/ serve. */
export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren([home, ticketList, ticket]),
    history: createHashHistory(),
    defaultNotFoundComponent: NotFound,
  })
}

function NotFound() {
  const navigate = root.useNavigate()
  void navigate({ to: '/tickets', search: FIRST_LIST, replace: true })
  return null
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
