/**
 * Runs work at most once at a time: a call during a run waits for one more run after it, which all callers in between
 * share, because the present run may have looked before they came.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const call = (): Promise<void> => {
    if (!running) {
      running = work().finally(() => {
        running = undefined
      })
      return running
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return call()
      })
    return next
  }
  return call
}
