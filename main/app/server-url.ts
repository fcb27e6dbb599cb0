import { isIP } from 'node:net'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'

/**
 * A sync server's address as typed, made canonical: scheme, host, port and path, no trailing slash.
 * `desk.example.org` means https. Refuses `not-a-url`, `unsupported-scheme`, `no-credentials`,
 * `no-query` and `https-required`.
 */
export function parseServerUrl(typed: string): Result<string> {
  const text = typed.trim()
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null || url.hostname === '' || /\s/.test(text)) return refuse('not-a-url', 'serverUrl')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('unsupported-scheme', 'serverUrl')
  }
  if (url.username !== '' || url.password !== '') return refuse('no-credentials', 'serverUrl')
  if (url.search !== '' || url.hash !== '') return refuse('no-query', 'serverUrl')
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
    return refuse('https-required', 'serverUrl')
  }
  return accept(url.origin + url.pathname.replace(/\/+$/, ''))
}

/**
 * True for this machine and for addresses that cannot lie on the public Internet. Names of a local
 * network count only as `.local`: Chromium lets a secure page use plain http for these alone
 * (Local Network Access, https://wicg.github.io/local-network-access/).
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true
  if (isIP(host) === 4) return isPrivateIpv4(host)
  if (isIP(host) === 6) return host === '::1' || /^f[cd]/.test(host) || /^fe[89ab]/.test(host)
  return false
}

function isPrivateIpv4(address: string): boolean {
  const [first = 0, second = 0] = address.split('.').map(Number)
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  )
}
