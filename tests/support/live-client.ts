import type { ApiClient } from './api-client.ts'

/** A live connection as a console reads it. */
export interface LiveClient {
  readonly response: Response
  /** The next position the server names; rejects when the connection ends first. */
  poke(): Promise<number>
  /** Resolves when the server ends the connection, rejects when it breaks. */
  readonly ended: Promise<void>
  close(): void
}

/** Opens /sync/live; throws unless it is answered with an event stream. */
export async function openLive(client: ApiClient): Promise<LiveClient> {
  const stop = new AbortController()
  const response = await fetch(`${client.url}/sync/live`, {
    headers: { authorization: `Bearer ${client.token}` },
    signal: stop.signal,
  })
  if (response.status !== 200 || !response.body) throw new Error(`live was answered with ${response.status}`)
  const heads: number[] = []
  const waiting: { resolve(head: number): void; reject(error: Error): void }[] = []
  const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const head = /^event: poke\ndata: \{"head":(\d+)\}$/.exec(event)?.[1]
        if (head === undefined) continue
        const next = waiting.shift()
        if (next) next.resolve(Number(head))
        else heads.push(Number(head))
      }
    }
  }
  const ended = read(response.body).finally(() => {
    for (const { reject } of waiting) reject(new Error('the live connection ended'))
  })
  ended.catch(() => undefined)
  return {
    response,
    ended,
    poke() {
      const head = heads.shift()
      if (head !== undefined) return Promise.resolve(head)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    close: () => stop.abort(),
  }
}
