/** Listeners who are told a few words at once, within one process. */
export interface Signals {
  listen(listener: (text: string) => void): () => void
  /** Calls the listeners in the next turn of the event loop. */
  tell(text: string): void
}

/** Signals within one process. */
export function createSignals(): Signals {
  const listeners = new Set<(text: string) => void>()
  return {
    listen(listener) {
      const own = (text: string) => listener(text)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    tell(text) {
      setImmediate(() => {
        for (const listener of listeners) listener(text)
      })
    },
  }
}
