import type { Observable } from 'rxjs'
import { v7 as uuidv7 } from 'uuid'
import type { NewId } from '#shared/kernel/ids.ts'

/** What the replica takes from the world; a simulation passes its own. */
export interface ReplicaEffects {
  /** Milliseconds since 1970 on the device's clock. Shown and corrected, never used to order. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or at once when the signal is aborted; never rejects. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** In [0, 1). */
  readonly random: () => number
  readonly newId: NewId
}

/** The machine's clock, timers and randomness. */
export const systemEffects: ReplicaEffects = {
  now: () => Date.now(),
  wait: waitFor,
  random: () => Math.random(),
  newId: () => uuidv7(),
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}

/** Waits like `wait`, but not longer than until `event` happens. */
export async function pause(
  { wait }: Pick<ReplicaEffects, 'wait'>,
  milliseconds: number,
  event: Observable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const bell = new AbortController()
  const listening = event.subscribe(() => bell.abort())
  await wait(milliseconds, AbortSignal.any([signal, bell.signal]))
  listening.unsubscribe()
}

const FIRST_PAUSE = 1000
/** However long the server was away, everything is exchanged within 30 s of its return. */
const LONGEST_PAUSE = 20_000

/** Milliseconds to pause after so many failures in a row: doubling from 1 s to 20 s, half of it by chance. */
export function backoff(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, failures - 1))
  return Math.round(full / 2 + (full / 2) * random())
}
