import { createRoute, useNavigate, useRouter } from '@tanstack/react-router'
import { FIRST_LIST } from '../../features/tickets/filters.ts'
import { TodayPage } from '../../pages/today-page.tsx'
import { VisitPage } from '../../pages/visit-page.tsx'
import { root } from './root-route.ts'

/** The day of a technician. */
export const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  component: TodayRoute,
})

/** A ticket as one works on it on site. */
export const visit = createRoute({
  getParentRoute: () => root,
  path: '/today/$ticketId',
  component: VisitRoute,
})

function TodayRoute() {
  const router = useRouter()
  return (
    <TodayPage
      hrefOf={(ticketId) =>
        router.history.createHref(router.buildLocation({ to: '/today/$ticketId', params: { ticketId } }).href)
      }
    />
  )
}

function VisitRoute() {
  const { ticketId } = visit.useParams()
  const navigate = useNavigate()
  return (
    <VisitPage
      ticketId={ticketId}
      onBack={() => void navigate({ to: '/today' })}
      onOpenTicket={() =>
        void navigate({ to: '/tickets/$ticketId', params: { ticketId }, search: FIRST_LIST })
      }
    />
  )
}
