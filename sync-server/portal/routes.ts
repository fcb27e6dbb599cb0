import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import type { App } from '../app/app.ts'
import { createArticleSearch } from './articles/article-search.ts'
import type { PortalDeps } from './deps.ts'
import { createPortalLive } from './live/portal-live.ts'
import { addArticleRoutes } from './routes/article-routes.ts'
import { addDeskRoutes } from './routes/desk-routes.ts'
import { addFileRoutes } from './routes/file-routes.ts'
import { addLiveRoute } from './routes/live-route.ts'
import { addSessionRoutes, addSignInRoutes } from './routes/session-routes.ts'
import { addTicketRoutes } from './routes/ticket-routes.ts'
import { createGuards } from './session/guards.ts'

/**
 * The end users' API under /api/portal. Expects what buildServer sets up first: cookies, rate limits, error answers.
 * An answer leaves with the fields its schema names and no others, whatever a presenter let through.
 */
export async function registerPortal(app: App, deps: PortalDeps): Promise<void> {
  const { store, sync, clock, log } = deps
  const guards = createGuards(deps)
  const live = createPortalLive(store, sync, (error) => log.error({ err: error }, 'portal news failed'))
  const search = createArticleSearch(store, sync, clock)
  await app.register(
    async (plugin) => {
      const open = plugin as App
      open.setSerializerCompiler(({ schema }) => onlyNamedFields(schema as TSchema))
      open.addHook('onRequest', guards.sameOrigin)
      open.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      open.addHook('preClose', (done) => {
        live.stop()
        search.stop()
        done()
      })
      addDeskRoutes(open, deps)
      addSignInRoutes(open, deps)
      await open.register(async (scope) => {
        const members = scope as App
        members.addHook('onRequest', guards.signedIn)
        addSessionRoutes(members, deps, guards, live)
        addTicketRoutes(members, deps, guards)
        addArticleRoutes(members, search, guards)
        addFileRoutes(members, deps, guards)
        addLiveRoute(members, deps, guards, live)
      })
    },
    { prefix: '/api/portal' },
  )
}

function onlyNamedFields(schema: TSchema): (data: unknown) => string {
  return (data) => JSON.stringify(Value.Clean(schema, Value.Clone(data)))
}
