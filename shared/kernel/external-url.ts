import { accept, refuse, type Result } from './result.ts'

/** What `URL.parse` makes of an address. */
interface ParsedUrl {
  readonly protocol: string
  readonly href: string
}

const OUTSIDE = new Set(['https:', 'mailto:', 'tel:'])

/**
 * A link that may leave for the browser, the mail program or the telephone, canonical. Refuses `not-a-url` for null and
 * `unsupported-scheme`.
 */
export function externalUrl(url: ParsedUrl | null): Result<string> {
  if (url === null) return refuse('not-a-url', 'url')
  return OUTSIDE.has(url.protocol) ? accept(url.href) : refuse('unsupported-scheme', 'url')
}

/** True for a link that never shows a page: it may leave without a window of its own. */
export function isCall(url: string): boolean {
  return /^(?:mailto|tel):/i.test(url)
}
