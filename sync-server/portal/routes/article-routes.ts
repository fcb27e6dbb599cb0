import Type from 'typebox'
import { Id } from '#shared/kernel/ids.ts'
import type { App } from '../../app/app.ts'
import { HttpError } from '../../app/http-error.ts'
import { errors } from '../../app/routes/route-schemas.ts'
import type { ArticleSearch } from '../articles/article-search.ts'
import { ArticleHits, ArticleQuery, PortalArticle } from '../contract.ts'
import { presentArticle, presentHit } from '../presenters.ts'
import type { Guards } from '../session/guards.ts'

const tags = ['portal']
const ById = Type.Object({ id: Id })

/** The public knowledge base. */
export function addArticleRoutes(app: App, search: ArticleSearch, guards: Guards): void {
  app.get(
    '/articles',
    { schema: { tags, querystring: ArticleQuery, response: { 200: ArticleHits, ...errors } } },
    async (request) => {
      const { language, q } = request.query
      const found = await search.search(guards.sessionOf(request).person, language, q ?? '')
      return { articles: found.map(presentHit) }
    },
  )
  app.get(
    '/articles/:id',
    { schema: { tags, params: ById, response: { 200: PortalArticle, ...errors } } },
    async (request) => {
      const article = await search.article(guards.sessionOf(request).person, request.params.id)
      if (!article) throw new HttpError(404, 'article-not-found', 'There is no such article.')
      return presentArticle(article)
    },
  )
}
