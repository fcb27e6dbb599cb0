import helmet from '@fastify/helmet'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'

/**
 * What the console and the portal may load: only this server. Styles allow 'unsafe-inline' because the component
 * library sets style attributes; scripts never do. Markup and worker addresses come from the page's named policies
 * alone, as in the desktop program.
 */
const CONTENT_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default', 'dompurify'],
}

const PERMISSIONS_POLICY = 'camera=(self), microphone=(), geolocation=(), usb=(), hid=(), serial=()'
const YEAR_SECONDS = 31_536_000

/** Security headers on every answer; HSTS only when browsers come by https. */
export async function addSecurityHeaders(app: App, { publicUrl }: Config): Promise<void> {
  const isHttps = publicUrl.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
    strictTransportSecurity: isHttps ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS_POLICY)
  })
}
