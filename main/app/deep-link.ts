import { Value } from 'typebox/value'
import { DeepLink } from '#shared/ipc/channels.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'

/** The scheme the system opens this program for. */
export const LINK_SCHEME = 'satchel'

const MAX_LENGTH = 200

/**
 * Reads `satchel://ticket/<id>`. Any web page can make the system hand us such a link, so nothing but
 * that exact shape is understood. Refuses `not-a-link`.
 */
export function parseDeepLink(text: string): Result<DeepLink> {
  if (text.length > MAX_LENGTH) return refuse('not-a-link')
  const url = URL.parse(text)
  const isPlain =
    url !== null &&
    url.protocol === `${LINK_SCHEME}:` &&
    [url.username, url.password, url.port, url.search, url.hash].every((part) => part === '')
  if (!isPlain) return refuse('not-a-link')
  const link: unknown = { kind: url.hostname, id: url.pathname.slice(1) }
  return Value.Check(DeepLink, link) ? accept(link) : refuse('not-a-link')
}

/** The first argument that claims to be a link: Windows and Linux pass it on the command line. */
export function linkArgument(argv: readonly string[]): string | undefined {
  return argv.find((argument) => argument.startsWith(`${LINK_SCHEME}:`))
}
