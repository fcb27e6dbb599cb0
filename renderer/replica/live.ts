import type { Observable } from 'rxjs'
import { backoff, pause, type ReplicaEffects } from './effects.ts'
import type { Transport } from './transport.ts'

export interface LiveParts {
  readonly transport: Pick<Transport, 'live'>
  readonly effects: Pick<ReplicaEffects, 'wait' | 'random'>
  /** Something may be new: a poke, a connection after a gap, or the end of one. */
  readonly onNews: () => void
  /** Emits when the server was reached after a failure: time to connect again. */
  readonly recovered: Observable<unknown>
}

/** Keeps the live connection up until the signal; a poke carries no data, and a gap counts as one. */
export async function keepLive(parts: LiveParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    let wasOpen = false
    await parts.transport.live(
      {
        onOpen: () => {
          failures = 0
          wasOpen = true
          parts.onNews()
        },
        onPoke: () => parts.onNews(),
      },
      signal,
    )
    failures += 1
    if (signal.aborted) return
    if (wasOpen) parts.onNews()
    await pause(parts.effects, backoff(failures, parts.effects.random), parts.recovered, signal)
  }
}
