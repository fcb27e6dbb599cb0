import cors from '@fastify/cors'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'

const ALLOWED_HEADERS = ['authorization', 'content-type', 'content-range', 'range', 'if-none-match', 'accept']
const EXPOSED_HEADERS = [
  'content-disposition',
  'content-range',
  'etag',
  'retry-after',
  'upload-offset',
  'x-request-id',
]
const PREFLIGHT_SECONDS = 600

/**
 * Lets the desktop program's origin, and the others an administrator names, use the API with a token; cookies never
 * cross origins. A page that reaches a server on a private network asks for that first.
 */
export async function addCrossOrigin(app: App, { allowedOrigins }: Config): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const asks = request.headers['access-control-request-private-network'] === 'true'
    if (asks && allowedOrigins.includes(request.headers.origin ?? '')) {
      reply.header('access-control-allow-private-network', 'true')
    }
  })
  await app.register(cors, {
    origin: [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  })
}
