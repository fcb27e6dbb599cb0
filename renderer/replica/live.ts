import { backoff, type ReplicaEffects } from './effects.ts'
import type { Transport } from './transport.ts'

export interface LiveParts {
  readonly transport: Pick<Transport, 'live'>
  readonly effects: Pick<ReplicaEffects, 'wait' | 'random'>
  /** Something may be new: a poke, or a connection after a gap. */
  readonly onNews: () => void
}

/** Keeps the live connection up until the signal; a poke carries no data, and a gap counts as one. */
export async function keepLive(parts: LiveParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    await parts.transport.live(
      {
        onOpen: () => {
          failures = 0
          parts.onNews()
        },
        onPoke: () => parts.onNews(),
      },
      signal,
    )
    failures += 1
    if (!signal.aborted) await parts.effects.wait(backoff(failures, parts.effects.random), signal)
  }
}
