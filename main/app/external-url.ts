import { accept, refuse, type Result } from '#shared/kernel/result.ts'

/** A link that may leave for the browser or the mail program, canonical. Refuses `not-a-url` and `unsupported-scheme`. */
export function parseExternalUrl(text: string): Result<string> {
  const url = URL.parse(text)
  if (url === null) return refuse('not-a-url', 'url')
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:') {
    return refuse('unsupported-scheme', 'url')
  }
  return accept(url.href)
}
