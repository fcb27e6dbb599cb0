import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { PULL_LIMIT, type PullResponse } from '#shared/protocol/wire.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { benchAgent, type DeskDocuments } from './desk-documents.ts'

/** The built console, as `npm run build` leaves it. */
const BUILT = join(import.meta.dirname, '..', '..', 'out', 'renderer')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** A server with the built console and one desk that nobody else changes. */
export interface ConsoleSite {
  readonly origin: string
  /** How many documents were asked for, from the beginning. */
  served(): number
  close(): Promise<void>
}

/** Serves the console and what its replica pulls; `port` 0 takes a free one. Rejects when the console is not built. */
export async function serveConsole(desk: DeskDocuments, port: number): Promise<ConsoleSite> {
  await readFile(join(BUILT, 'index.html')).catch(() => {
    throw new Error('There is no built console: npm run build.')
  })
  let served = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/sync/pull') {
      const page = pageOf(desk, Number(url.searchParams.get('cursor') ?? 0), url)
      served = Math.max(served, Number(page.cursor))
      sendJson(response, page)
    } else answer(url, request, response).catch(() => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    served: () => served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer({ pathname }: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (pathname.startsWith('/console/')) return sendFile(pathname.slice('/console/'.length), response)
  switch (pathname) {
    case '/api/session':
      return sendJson(response, sessionAnswer())
    case '/sync/digest':
      // Whoever has to pull first compares nothing: the comparison is measured elsewhere.
      return sendJson(response, { current: false, collections: [], now: now() })
    case '/sync/live':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
      request.on('close', () => response.end())
      return
    default:
      response.writeHead(403, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { code: 'forbidden', message: '' } }))
  }
}

/** What the console keeps of whoever is signed in; the device is the same in every run. */
export function sessionAnswer(): SessionAnswer {
  return {
    person: benchAgent,
    deviceId: '0190ffff-0000-7000-8000-000000000001',
    scope: [`org:${benchAgent.orgId}`],
    now: now(),
    serverVersion: '0.0.0',
    offlineDays: 0,
  }
}

function pageOf(desk: DeskDocuments, from: number, { searchParams }: URL): PullResponse {
  const limit = Math.min(PULL_LIMIT, Number(searchParams.get('limit') ?? PULL_LIMIT))
  const to = Math.min(desk.count, from + limit)
  const changes = Array.from({ length: to - from }, (_, at) => {
    const { collection, doc } = desk.at(from + at)
    return { pos: from + at + 1, collection, doc: { ...doc } }
  })
  return { changes, cursor: String(to), more: to < desk.count, reset: false, now: now() }
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const name = path === '' ? 'index.html' : normalize(path).replace(/^(\.\.[/\\])+/u, '')
  const body = await readFile(join(BUILT, name))
  const type = TYPES[extname(name)] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function now(): string {
  return new Date().toISOString()
}
