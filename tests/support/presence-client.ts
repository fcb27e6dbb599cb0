import type { Doing, Present } from '#shared/presence/schema.ts'
import type { ApiClient } from './api-client.ts'

/** A ticket that is held open as a console does. */
export interface PresenceClient {
  /** The others as the server named them last. */
  readonly others: () => readonly Present[]
  /** Resolves when the server refuses to go on, or after `close`. */
  readonly ended: Promise<void>
  close(): void
}

/** Keeps a ticket open for others to see, one connection after the other; throws when the first is refused. */
export async function openPresence(
  client: ApiClient,
  ticketId: string,
  doing: Doing = 'viewing',
): Promise<PresenceClient> {
  const stop = new AbortController()
  let others: readonly Present[] = []
  const open = () =>
    fetch(`${client.url}/api/presence/${ticketId}?doing=${doing}`, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: stop.signal,
    })
  const first = await open()
  if (first.status !== 200) throw new Error(`presence was answered with ${first.status}`)
  const keep = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop -- the next connection follows the last
    for (let response = first; response.status === 200; response = await open()) {
      // oxlint-disable-next-line no-await-in-loop
      for await (const named of namedIn(response)) others = named
    }
  }
  return { others: () => others, ended: keep().catch(() => undefined), close: () => stop.abort() }
}

/** Whom a connection names, each time it does. */
async function* namedIn({ body }: Response): AsyncGenerator<readonly Present[]> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^event: present\ndata: (.*)$/.exec(event)?.[1]
      if (data !== undefined) yield (JSON.parse(data) as { readonly others: Present[] }).others
    }
  }
}
