import { setTimeout as pause } from 'node:timers/promises'
import type { Site } from './site.ts'

const LONGEST_RECOVERY_MS = 60_000

/** Starts the database where it gave up, and resolves when it answers; throws when it does not for a minute. */
export async function untilDatabaseAnswers({
  cluster,
  withStore,
}: Pick<Site, 'cluster' | 'withStore'>): Promise<void> {
  const deadline = performance.now() + LONGEST_RECOVERY_MS
  for (;;) {
    try {
      await cluster.start()
      return await withStore((store) => store.ping())
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(200)
    }
  }
}
