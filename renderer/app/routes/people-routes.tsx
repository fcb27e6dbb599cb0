import { createRoute, useRouter } from '@tanstack/react-router'
import { EMPTY_FORM } from '../../features/new-ticket/new-ticket.ts'
import { FIRST_LIST } from '../../features/tickets/filters.ts'
import { PeoplePage } from '../../pages/people-page.tsx'
import { PersonPage } from '../../pages/person-page.tsx'
import { useViewState } from '../view-state.ts'
import { root } from './root-route.ts'

/** Everybody. */
export const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: PeopleRoute,
})

/** One person. */
export const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId',
  component: PersonRoute,
})

function PeopleRoute() {
  const router = useRouter()
  const navigate = people.useNavigate()
  return (
    <PeoplePage
      hrefOf={(personId) =>
        router.history.createHref(
          router.buildLocation({ to: '/people/$personId', params: { personId } }).href,
        )
      }
      onOpen={(personId) => void navigate({ to: '/people/$personId', params: { personId } })}
    />
  )
}

function PersonRoute() {
  const { personId } = person.useParams()
  const navigate = person.useNavigate()
  const begin = useViewState((state) => state.rewrite)
  return (
    <PersonPage
      personId={personId}
      onBack={() => void navigate({ to: '/people' })}
      onNewTicket={({ id, siteId }) =>
        begin({ form: { ...EMPTY_FORM, requesterId: id, siteId }, notices: [] })
      }
      onOpenTicket={(ticketId) =>
        void navigate({ to: '/tickets/$ticketId', params: { ticketId }, search: FIRST_LIST })
      }
    />
  )
}
