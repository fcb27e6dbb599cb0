import { createHashHistory, createRouter } from '@tanstack/react-router'
import { FIRST_LIST } from '../features/tickets/filters.ts'
import { article, knowledge } from './routes/knowledge-routes.tsx'
import { people, person } from './routes/people-routes.tsx'
import { root } from './routes/root-route.ts'
import { setting, settingKind, settings } from './routes/settings-routes.tsx'
import { today, visit } from './routes/today-routes.tsx'
import { home, ticket, ticketList } from './routes/ticket-routes.tsx'

/** The console's pages. Addresses live behind the hash, since files are all that app:// and /console/ serve. */
export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      ticketList,
      ticket,
      today,
      visit,
      knowledge,
      article,
      people,
      person,
      settings,
      settingKind,
      setting,
    ]),
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
