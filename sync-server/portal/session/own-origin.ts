import type { FastifyRequest } from 'fastify'
import type { Config } from '../../app/config.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

type Origins = Pick<Config, 'publicUrl'>
type Asked = Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>

/** True when a request that changes something was sent by a page of this server. */
export function isOwnOrigin(request: Asked, { publicUrl }: Origins): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === undefined || (site !== undefined && site !== 'same-origin')) return false
  return origin === publicUrl || URL.parse(origin)?.host === request.host
}

/** True when browsers come by https, so that cookies may be kept to it. */
export function isHttps(request: Asked, { publicUrl }: Origins): boolean {
  return publicUrl.startsWith('https:') || request.protocol === 'https'
}

/**
 * The origin a mailed link may lead to. A request names its host as it likes, so that host is trusted on this machine
 * alone; otherwise the link would carry the token to wherever the asker wants.
 */
export function linkOrigin(request: Asked, { publicUrl }: Origins): string | undefined {
  if (publicUrl !== '') return publicUrl
  return LOOPBACK.test(request.host) ? `${request.protocol}://${request.host}` : undefined
}
