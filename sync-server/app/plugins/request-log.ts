import type { App } from '../app.ts'
import type { Metrics } from '../metrics.ts'

/** Routes whose connections stay open; their time says nothing. */
const OPEN_ROUTES = new Set(['/sync/live', '/api/portal/live'])
/** Routes that machines ask every few seconds. */
const QUIET_ROUTES = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * One log line and one count for each finished request, by route pattern: paths and queries may hold what is nobody's
 * business. Every answer carries its request id.
 */
export function addRequestLog(app: App, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { method } = request
    const status = reply.statusCode
    if (OPEN_ROUTES.has(route) && status === 200) return
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    metrics.countRequest(method, route, status, reply.elapsedTime / 1000)
    const entry = { method, route, status, ms: milliseconds }
    if (QUIET_ROUTES.has(route)) request.log.debug(entry, 'request')
    else request.log.info(entry, 'request')
  })
}
