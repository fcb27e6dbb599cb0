import { createRoute, useNavigate, useRouter } from '@tanstack/react-router'
import type { Id } from '#shared/kernel/ids.ts'
import { KnowledgePage } from '../../pages/knowledge-page.tsx'
import { root } from './root-route.ts'

/** The knowledge base. */
export const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  component: () => <Knowledge articleId="" />,
})

/** One article of it. */
export const article = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$articleId',
  component: ArticleRoute,
})

function ArticleRoute() {
  return <Knowledge articleId={article.useParams().articleId} />
}

function Knowledge({ articleId }: { readonly articleId: Id }) {
  const router = useRouter()
  const navigate = useNavigate()
  return (
    <KnowledgePage
      articleId={articleId}
      hrefOf={(id) =>
        router.history.createHref(
          router.buildLocation({ to: '/knowledge/$articleId', params: { articleId: id } }).href,
        )
      }
      onOpen={(id) => void navigate({ to: '/knowledge/$articleId', params: { articleId: id } })}
    />
  )
}
