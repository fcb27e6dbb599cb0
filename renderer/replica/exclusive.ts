/** Runs one work after another, never two at once. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>

/** One after another within this window. */
export function mutex(): Exclusive {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}

/** One after another across every tab of this browser. */
export function webLock(name: string, locks: LockManager): Exclusive {
  return async (work) => await locks.request(name, work)
}
