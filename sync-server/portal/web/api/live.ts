import { API } from './client.ts'

/** What a page hears: something on a ticket changed, or the line is back and anything may have. */
export type News = { readonly ticketId: string } | 'anything'

export interface LiveLine {
  listen(listener: (news: News) => void): () => void
  /** True while the line stands. */
  isUp(): boolean
  onLine(listener: () => void): () => void
  close(): void
}

const RETRY_MS = 5000

/** Keeps a line to the server open and opens it again after every break. */
export function openLiveLine(): LiveLine {
  const listeners = new Set<(news: News) => void>()
  const watchers = new Set<() => void>()
  let source: EventSource | undefined
  let timer: number | undefined
  let up = true
  const setUp = (next: boolean) => {
    if (up === next) return
    up = next
    for (const watcher of watchers) watcher()
  }
  const tell = (news: News) => {
    for (const listener of listeners) listener(news)
  }
  const connect = () => {
    window.clearTimeout(timer)
    source?.close()
    source = new EventSource(`${API}/live`)
    let isFirst = true
    source.addEventListener('open', () => {
      if (!up || !isFirst) tell('anything')
      isFirst = false
      setUp(true)
    })
    source.addEventListener('poke', (event) => {
      const ticketId = ticketOf(event.data)
      if (ticketId !== '') tell({ ticketId })
    })
    source.addEventListener('error', () => {
      setUp(false)
      // The browser tries again by itself unless the server answered with an error.
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(connect, RETRY_MS)
    })
  }
  const lost = () => setUp(false)
  window.addEventListener('offline', lost)
  window.addEventListener('online', connect)
  connect()
  return {
    isUp: () => up,
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onLine(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    close() {
      window.clearTimeout(timer)
      window.removeEventListener('offline', lost)
      window.removeEventListener('online', connect)
      source?.close()
    },
  }
}

function ticketOf(data: unknown): string {
  try {
    const { ticketId } = JSON.parse(String(data)) as { ticketId?: unknown }
    return typeof ticketId === 'string' ? ticketId : ''
  } catch {
    return ''
  }
}
