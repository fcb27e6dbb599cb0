/** What has been opened and must be closed, the latest first. */
export interface Closers {
  add(close: () => Promise<unknown>): void
  /** Closes everything even when a step fails; a second call waits for the first. */
  readonly closeAll: () => Promise<void>
}

/** An empty list of things to close. */
export function createClosers(): Closers {
  const steps: (() => Promise<unknown>)[] = []
  let closing: Promise<void> | undefined
  const run = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const close of steps.toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- what was opened last may still use what was opened first
      await close().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.')
  }
  return {
    add: (close) => {
      steps.push(close)
    },
    closeAll: () => (closing ??= run()),
  }
}
