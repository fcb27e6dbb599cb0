/** Listeners who are told, once for many calls in a row, that something happened. */
export interface Activity {
  listen(listener: () => void): () => void
  /** Calls the listeners in the next turn of the event loop. */
  announce(): void
}

/** Activity within one process. */
export function createActivity(): Activity {
  const listeners = new Set<() => void>()
  let pending = false
  return {
    listen(listener) {
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    announce() {
      if (pending) return
      pending = true
      setImmediate(() => {
        pending = false
        for (const listener of listeners) listener()
      })
    },
  }
}
