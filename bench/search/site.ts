import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'
import { createTempDir } from '#tests/support/temp-dir.ts'

/** Where the measured page comes from. */
export interface Site {
  readonly origin: string
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Bundles the measured page with its worker as the console is bundled, and serves it on loopback. */
export async function createSite(): Promise<Site> {
  const folder = await createTempDir('bench-search')
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder.path, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 5000 },
  })
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = join(folder.path, normalize(pathname === '/' ? '/index.html' : pathname))
    const body = await readFile(path).catch(() => undefined)
    if (body === undefined) return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await folder.remove()
    },
  }
}
