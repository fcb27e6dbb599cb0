import { timingSafeEqual } from 'node:crypto'
import Type from 'typebox'
import type { App, ServerParts } from '../app.ts'
import { bearerToken, hashToken } from '../auth/tokens.ts'
import { HttpError } from '../http-error.ts'

const PROBE_MS = 2000

const Alive = Type.Object({ status: Type.Literal('ok'), version: Type.String() })
const Readiness = Type.Object({
  status: Type.String(),
  checks: Type.Record(Type.String(), Type.String()),
})

/** Probes for whatever watches the server. `isStopping` turns readiness off during a shutdown. */
export function addHealthRoutes(app: App, parts: ServerParts, isStopping: () => boolean): void {
  const { store, config, metrics, version } = parts
  // A store that opened has migrated; asking it for positions proves that its sequencer works.
  const checks = { database: () => store.ping(), sequencer: () => store.sequence() }

  app.get('/healthz', { schema: { tags: ['operations'], response: { 200: Alive } } }, async () => ({
    status: 'ok' as const,
    version,
  }))
  app.get(
    '/readyz',
    { schema: { tags: ['operations'], response: { 200: Readiness, 503: Readiness } } },
    async (request, reply) => {
      const results: Record<string, string> = { migrations: 'ok', shutdown: isStopping() ? 'stopping' : 'ok' }
      for (const [name, check] of Object.entries(checks)) {
        results[name] = await withinTime(check()).catch((error: unknown) => {
          request.log.warn({ err: error, check: name }, 'not ready')
          return 'failed'
        })
      }
      const ready = Object.values(results).every((result) => result === 'ok')
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks: results })
    },
  )
  app.get(
    '/metrics',
    { schema: { tags: ['operations'], produces: ['text/plain'] } },
    async (request, reply) => {
      const wanted = config.metricsToken
      if (wanted !== undefined && !sameSecret(bearerToken(request.headers.authorization) ?? '', wanted)) {
        throw new HttpError(401, 'token-missing', 'Metrics ask for METRICS_TOKEN as a bearer token.')
      }
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    },
  )
}

async function withinTime(work: Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_MS} ms`)), PROBE_MS)
  })
  try {
    await Promise.race([work, late])
    return 'ok'
  } finally {
    clearTimeout(timer)
  }
}

function sameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(wanted)))
}
