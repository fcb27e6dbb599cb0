import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { build } from 'vite'
import { PULL_PAGE } from '#shared/protocol/wire.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'
import type { CouchSource } from './browser-couch.ts'
import type { Feed } from './browser-feed.ts'

/** The site the measured page comes from; it serves one feed to everybody alike, each in their own protocol. */
export interface Site {
  readonly origin: string
  serve(feed: Feed, couch: CouchSource): void
  close(): Promise<void>
}

interface Served {
  readonly feed: Feed
  readonly couch: CouchSource
}

/** Bundles the measured page as the console is bundled, and serves it on loopback. */
export async function createSite(): Promise<Site> {
  const script = await bundle('browser-page.ts')
  let served: Served | undefined
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/page.js') send(response, 'text/javascript', script)
    else if (url.pathname === '/')
      send(
        response,
        'text/html',
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      )
    else if (served && url.pathname.startsWith('/couch'))
      served.couch(request, response, url).catch(console.error)
    else if (served) answer(served.feed, url, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    serve: (feed, couch) => {
      served = { feed, couch }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bundle(entry: string): Promise<Buffer> {
  const folder = await createTempDir('bench-browser')
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder.path,
      target: 'esnext',
      minify: process.env['BENCH_READABLE'] === undefined,
      lib: { entry: join(import.meta.dirname, entry), formats: ['es'], fileName: () => 'page.js' },
    },
  })
  const script = await readFile(join(folder.path, 'page.js'))
  await folder.remove()
  return script
}

function answer(feed: Feed, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams: query } = url
  if (pathname === '/sync/pull') {
    const page = feed.page(query.get('cursor') ?? '', Number(query.get('limit') ?? PULL_PAGE))
    if (page) send(response.setHeader('content-encoding', 'gzip'), 'application/json', page)
    else response.writeHead(400).end()
  } else if (pathname === '/sync/digest') send(response, 'application/json', feed.digest)
  else if (pathname === '/sync/live') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
    request.on('close', () => response.end())
  } else if (pathname === '/sync/push') response.writeHead(503).end()
  else response.writeHead(404).end()
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}
