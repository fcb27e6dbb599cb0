/**
 * The page's Content-Security-Policy. Its network is the configured sync server and nothing else.
 *
 * Styles allow 'unsafe-inline' because the component library sets style attributes and injects its
 * colour variables; scripts never do. Strings become markup or worker addresses only through the
 * page's named policies: `default` (refuses markup, allows own workers) and DOMPurify's.
 */
export function contentSecurityPolicy(serverUrl: string | undefined): string {
  const server = serverUrl === undefined ? [] : [new URL(serverUrl).origin]
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...server],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default', 'dompurify'],
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}
