import { AsyncLocalStorage } from 'node:async_hooks'

const MOST_ATTEMPTS = 5
const FIRST_PAUSE_MS = 5

/** Runs `attempt` until it succeeds or fails for another reason than a passing one: at most 5 times. */
export async function retrying<T>(
  isPassing: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt()
    } catch (error) {
      if (attempts === MOST_ATTEMPTS || !isPassing(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempts))
    }
  }
}

/**
 * Runs work that must not run inside itself: a transaction inside another one would wait for it for ever (SQLite), or
 * commit on its own (PostgreSQL). What was merely started inside may open one after the outer has ended.
 */
export function createTransactionScope(): <T>(work: () => Promise<T>) => Promise<T> {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return async (work) => {
    if (current.getStore()?.open) {
      throw new Error('The store was asked for a transaction inside another one.')
    }
    const scope = { open: true }
    try {
      return await current.run(scope, work)
    } finally {
      scope.open = false
    }
  }
}

/** Work that is done the first time; later calls wait for that. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
