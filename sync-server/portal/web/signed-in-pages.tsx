import { ArticlePage } from './pages/article.tsx'
import { HomePage } from './pages/home.tsx'
import { MissingPage } from './pages/missing.tsx'
import { ReportPage } from './pages/report.tsx'
import { RequestPage } from './pages/request.tsx'
import { RequestsPage } from './pages/requests.tsx'
import type { Route } from './route.ts'

/** The page of a signed-in person at an address. */
export function SignedInPages({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
    case 'link':
      return <HomePage />
    case 'report':
      return <ReportPage />
    case 'requests':
      return <RequestsPage key={route.group} group={route.group} />
    case 'request':
      return <RequestPage key={route.id} id={route.id} />
    case 'article':
      return <ArticlePage key={route.id} id={route.id} />
    case 'missing':
      return <MissingPage />
    default:
      return route satisfies never
  }
}
