import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import { fastify, LogController, type FastifyBaseLogger } from 'fastify'
import type { App, ServerParts } from './app.ts'
import { addApiDocs } from './plugins/api-docs.ts'
import { addAuthentication } from './plugins/authentication.ts'
import { addCrossOrigin } from './plugins/cross-origin.ts'
import { addErrorHandling, answerFrameworkError } from './plugins/errors.ts'
import { addRateLimits } from './plugins/rate-limits.ts'
import { addRequestLog } from './plugins/request-log.ts'
import { addSecurityHeaders } from './plugins/security-headers.ts'
import { compileValidator } from './plugins/validation.ts'
import { addWebApps } from './plugins/web-apps.ts'
import { addPresenceRoute } from '../presence/routes.ts'
import { addAccountRoutes, addDeviceRoutes } from './routes/account.ts'
import { addBlobRoutes } from './routes/blobs.ts'
import { addFirstRunRoutes } from './routes/first-run.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addOutboxImportRoute } from './routes/outbox-import.ts'
import { addDigestRoutes, addLiveRoute, addSyncRoutes } from './routes/sync.ts'
import { addTagRoute } from './routes/tag-blocks.ts'
import { watchUnusedConnections } from './unused-connections.ts'

/** Bytes a request may have where its route says nothing else. */
const BODY_BYTES = 1_048_576
/** Milliseconds a route may take where it says nothing else, and a request to arrive. */
const HANDLER_MS = 60_000
const REQUEST_MS = 3_600_000
const HEADERS_MS = 30_000
const COMPRESS_FROM_BYTES = 1024
/** Milliseconds that requests under way have when the server stops. */
const LAST_REQUESTS_MS = 7000

export interface BuildOptions {
  readonly log: FastifyBaseLogger
  /** The folder with `renderer` and `portal` as `npm run build` leaves them. */
  readonly builtRoot: string
  /** Further routes: the portal's. */
  readonly addFeatures?: (app: App) => Promise<void>
}

/** The HTTP server with every plugin and route, not listening yet. Closing it ends live connections first. */
export async function buildServer(parts: ServerParts, options: BuildOptions): Promise<App> {
  const { config, live, presence, metrics } = parts
  let stopping = false
  const app: App = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'reqId' }),
    genReqId: () => randomUUID(),
    trustProxy:
      config.trustProxy === false || config.trustProxy === true ? config.trustProxy : [...config.trustProxy],
    frameworkErrors: answerFrameworkError,
    bodyLimit: BODY_BYTES,
    handlerTimeout: HANDLER_MS,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEADERS_MS },
    routerOptions: { ignoreTrailingSlash: false },
  })
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  const endUnused = watchUnusedConnections(app.server)
  app.addHook('preClose', (done) => {
    stopping = true
    live.stop()
    presence.stop()
    endUnused()
    setTimeout(() => app.server.closeAllConnections(), LAST_REQUESTS_MS).unref()
    done()
  })
  addErrorHandling(app)
  addRequestLog(app, metrics)
  await addSecurityHeaders(app, config)
  await addCrossOrigin(app, config)
  await addRateLimits(app, config)
  await app.register(compress, { threshold: COMPRESS_FROM_BYTES, encodings: ['gzip', 'identity'] })
  await app.register(cookie)
  addAuthentication(app)
  await addApiDocs(app, parts.version)

  addHealthRoutes(app, parts, () => stopping)
  addAccountRoutes(app, parts)
  addDeviceRoutes(app, parts)
  addFirstRunRoutes(app, parts)
  addSyncRoutes(app, parts)
  addDigestRoutes(app, parts)
  addLiveRoute(app, parts)
  addPresenceRoute(app, parts)
  addOutboxImportRoute(app, parts)
  addTagRoute(app, parts)
  addBlobRoutes(app, parts)
  await options.addFeatures?.(app)
  await addWebApps(app, [
    { prefix: '/console', root: join(options.builtRoot, 'renderer') },
    { prefix: '/portal', root: join(options.builtRoot, 'portal') },
  ])
  return app
}
