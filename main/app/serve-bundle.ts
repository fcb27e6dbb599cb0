import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { bundlePath } from './bundle-path.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const PERMISSIONS_POLICY = 'camera=(self), microphone=(), geolocation=(), usb=(), hid=(), serial=()'

/** Where the bundle lies and which server the page may reach, asked anew for every request. */
export interface BundleSource {
  readonly directory: string
  readonly serverUrl: () => string | undefined
}

/** Answers a request of the `app` scheme with a file of the bundle and the security headers. */
export async function serveBundle(request: Request, source: BundleSource): Promise<Response> {
  const headers = securityHeaders(source.serverUrl())
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers })
  }
  const file = bundlePath(request.url, source.directory)
  if (!file.ok) return new Response(null, { status: 404, headers })
  const bytes = await readFile(file.value).catch(() => undefined)
  if (bytes === undefined) return new Response(null, { status: 404, headers })
  const extension = path.extname(file.value).toLowerCase()
  headers.set('content-type', CONTENT_TYPES[extension] ?? 'application/octet-stream')
  return new Response(request.method === 'HEAD' ? null : bytes, { headers })
}

function securityHeaders(serverUrl: string | undefined): Headers {
  return new Headers({
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy(serverUrl),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS_POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
}
