/** The portal's live connection as a page reads it. */
export interface PortalLine {
  /** The next ticket the server names; rejects when the connection ends first. */
  poke(): Promise<string>
  /** The next ticket that is not the given one. */
  pokeOther(than: string): Promise<string>
  readonly ended: Promise<void>
  close(): void
}

/** Opens /api/portal/live with a session's cookie and resolves when the server listens. */
export async function openPortalLive(url: string, cookie: string): Promise<PortalLine> {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/portal/live`, { headers: { cookie }, signal: stop.signal })
  if (response.status !== 200 || !response.body) throw new Error(`live was answered with ${response.status}`)
  const events = eventsOf(response.body)
  const first = await events.next()
  if (first.done) throw new Error('the live connection ended at once')
  const pending: string[] = []
  const waiting: { resolve(id: string): void; reject(error: Error): void }[] = []
  const read = async (): Promise<void> => {
    for await (const event of events) {
      const id = /^event: poke\ndata: \{"ticketId":"([^"]+)"\}$/.exec(event)?.[1]
      if (id === undefined) continue
      const next = waiting.shift()
      if (next) next.resolve(id)
      else pending.push(id)
    }
  }
  const ended = read().finally(() => {
    for (const { reject } of waiting) reject(new Error('the live connection ended'))
  })
  ended.catch(() => undefined)
  const poke = (): Promise<string> => {
    const id = pending.shift()
    if (id !== undefined) return Promise.resolve(id)
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }
  return {
    poke,
    async pokeOther(than) {
      for (;;) {
        const id = await poke()
        if (id !== than) return id
      }
    },
    ended,
    close: () => stop.abort(),
  }
}

async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    yield* parts
  }
}
