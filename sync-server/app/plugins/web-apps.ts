import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import english from '#shared/locales/en/server.json' with { type: 'json' }
import french from '#shared/locales/fr/server.json' with { type: 'json' }
import type { App } from '../app.ts'
import { sendNotFound } from './errors.ts'

/** A built web application: where it is served and where it lies. */
export interface WebApp {
  readonly prefix: '/console' | '/portal'
  readonly root: string
}

const YEAR = 'public, max-age=31536000, immutable'
/** Bundlers put eight characters of the content's hash before the extension. */
const HASHED_NAME = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** Serves the console and the portal, and leads the bare address to the portal. */
export async function addWebApps(app: App, webApps: readonly WebApp[]): Promise<void> {
  app.get('/', (_request, reply) => reply.redirect('/portal/'))
  for (const webApp of webApps) {
    const isBuilt = existsSync(join(webApp.root, 'index.html'))
    if (isBuilt)
      await app.register(async (scope) => serveBuilt(scope as App, webApp), { prefix: webApp.prefix })
    else explainMissing(app, webApp)
  }
}

async function serveBuilt(scope: App, { prefix, root }: WebApp): Promise<void> {
  await scope.register(fastifyStatic, {
    root,
    prefix: '/',
    cacheControl: false,
    redirect: false,
    prefixAvoidTrailingSlash: true,
    schemaHide: true,
    setHeaders: (reply, path) => setFileHeaders(reply, path, prefix),
  })
  // Both applications keep their own addresses behind the #, and load their files relative to their folder.
  scope.setNotFoundHandler((request, reply) => {
    const isBare = request.url === prefix || request.url.startsWith(`${prefix}?`)
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    return isBare || wantsPage ? reply.redirect(`${prefix}/`) : sendNotFound(request, reply)
  })
}

function setFileHeaders(reply: FastifyReply, path: string, prefix: WebApp['prefix']): void {
  const name = basename(path)
  reply.header('cache-control', HASHED_NAME.test(name) ? YEAR : 'no-cache')
  if (name === 'sw.js') reply.header('service-worker-allowed', `${prefix}/`)
}

function explainMissing(app: App, { prefix }: WebApp): void {
  const explain = (language: string | undefined, reply: FastifyReply): FastifyReply => {
    const words = language?.toLowerCase().startsWith('fr') ? french : english
    const text = prefix === '/console' ? words.consoleNotBuilt : words.portalNotBuilt
    return reply.code(503).type('text/plain; charset=utf-8').send(`${text}\n`)
  }
  for (const url of [prefix, `${prefix}/*`]) {
    app.get(url, (request, reply) => explain(request.headers['accept-language'], reply))
  }
}
