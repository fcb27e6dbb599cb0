import type { Store } from '../store/store.ts'
import type { SyncLog } from './road.ts'

/** Gives committed changes their positions soon after the commit, and tells who listens how far they reach. */
export interface Sequencer {
  /** Asks for a run; many calls in a row share one. */
  kick(): void
  /** Resolves when everything that was committed before the call has been looked at. */
  settled(): Promise<void>
  /** Calls back with the new head. Returns the way to stop. */
  onHead(listener: (head: number) => void): () => void
  /** Ends the timer and waits for a run that is under way. */
  stop(): Promise<void>
}

/** Runs after each kick, after activity of other processes, and every `pollMs` milliseconds as the floor. */
export function createSequencer(store: Store, log: SyncLog, pollMs: number): Sequencer {
  const listeners = new Set<(head: number) => void>()
  let head = 0
  let isStopped = false
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function sequence(): Promise<void> {
    try {
      await store.sequence()
      const reached = await store.head()
      if (reached === head) return
      head = reached
      for (const listener of listeners) listener(head)
    } catch (error) {
      if (!isStopped) log.warn({ err: error }, 'changes could not be sequenced; the next run will')
    }
  }

  /** A run that begins after the call: the present one may have looked too early. */
  function run(): Promise<void> {
    if (isStopped) return Promise.resolve()
    if (running) return (next ??= running.then(run))
    next = undefined
    running = sequence().finally(() => {
      running = undefined
    })
    return running
  }

  const kick = (): void => void run()
  const stopListening = store.onActivity(kick)
  const timer = setInterval(kick, pollMs)
  timer.unref()
  kick()

  return {
    kick,
    settled: run,
    onHead(listener) {
      const own = (reached: number) => listener(reached)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    async stop() {
      isStopped = true
      stopListening()
      clearInterval(timer)
      await running
    },
  }
}
