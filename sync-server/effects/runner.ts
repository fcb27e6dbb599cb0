import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Instant } from '#shared/kernel/time.ts'
import type { Effect } from '../store/effect-store.ts'
import type { Store } from '../store/store.ts'

/** What came of an effect. `retry` asks for another try; after the last one the effect has failed. */
export type EffectOutcome =
  | { readonly state: 'done' }
  | { readonly state: 'failed' | 'uncertain' | 'retry'; readonly error: string }

/** A try at an effect, as its handler sees it. */
export interface EffectAttempt {
  readonly effect: Effect
  /** True when no further try follows. */
  readonly isLast: boolean
  /** True while this process alone has the effect; asks the store. */
  isMine(): Promise<boolean>
}

/** Performs one kind of effect. A thrown error counts as `retry`. */
export type EffectHandler = (attempt: EffectAttempt) => Promise<EffectOutcome>

export interface EffectsOptions {
  readonly store: Store
  readonly clock: Clock
  /** By kind of effect. */
  readonly handlers: Readonly<Record<string, EffectHandler>>
  readonly onError: (error: unknown, effect: Effect | undefined) => void
  readonly times?: EffectTimes
  /** Effects performed at the same time by this process. */
  readonly concurrency?: number
}

/** Times of the runner, in milliseconds. */
export interface EffectTimes {
  readonly pollMs: number
  /** How long a process has an effect to itself without renewing. */
  readonly leaseMs: number
  /** Wait before the second, third … try; the number of entries limits the tries. */
  readonly retryMs: readonly number[]
}

const COALESCE_MS = 40
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Tries for about three days, as mail servers do. */
export const EFFECT_TIMES: EffectTimes = {
  pollMs: 15_000,
  leaseMs: MINUTE,
  retryMs: [
    MINUTE / 2,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    40 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    12 * HOUR,
    12 * HOUR,
    12 * HOUR,
    12 * HOUR,
  ],
}

/** What this process did since it started. */
export interface EffectCounts {
  readonly done: number
  readonly retried: number
  readonly failed: number
  readonly uncertain: number
}

/** The running effects of this process. */
export interface EffectRunner {
  /** Looks for work at once. */
  kick(): void
  counts(): EffectCounts
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>
}

/** Claims due effects and performs them, woken by the store's activity and a slow poll. */
export function startEffects(options: EffectsOptions): EffectRunner {
  const { store, clock, handlers, onError, times = EFFECT_TIMES, concurrency = 4 } = options
  const counts = { done: 0, retried: 0, failed: 0, uncertain: 0 }
  const kinds = Object.keys(handlers)
  const stopping = new AbortController()
  let isKicked = false
  let wake: AbortController | undefined
  const kick = () => {
    isKicked = true
    wake?.abort()
  }
  const perform = async (effect: Effect) => {
    const handler = handlers[effect.kind]
    if (!handler) return
    const outcome = await tryEffect(effect, handler, { store, clock, times, onError })
    counts[outcome === 'retry' ? 'retried' : outcome]++
  }
  const run = async () => {
    while (!stopping.signal.aborted) {
      isKicked = false
      const now = clock()
      const claimed = await store.effects
        .claim(kinds, concurrency, now, later(now, times.leaseMs))
        .catch((error) => {
          onError(error, undefined)
          return []
        })
      await Promise.all(claimed.map((effect) => perform(effect).catch((error) => onError(error, effect))))
      if (claimed.length > 0 || stopping.signal.aborted) continue
      // Many writes in a row are one reason to look.
      await sleep(COALESCE_MS)
      if (isKicked) continue
      wake = new AbortController()
      await sleep(times.pollMs, undefined, { signal: wake.signal }).catch(() => undefined)
    }
  }
  const stopListening = store.onActivity(kick)
  const running = run()
  return {
    kick,
    counts: () => ({ ...counts }),
    async stop() {
      stopping.abort()
      stopListening()
      kick()
      await running
    },
  }
}

type Surroundings = Required<Pick<EffectsOptions, 'store' | 'clock' | 'times' | 'onError'>>

async function tryEffect(
  effect: Effect,
  handler: EffectHandler,
  { store, clock, times, onError }: Surroundings,
): Promise<EffectOutcome['state']> {
  const renew = () => store.effects.renew(effect.id, effect.attempts, later(clock(), times.leaseMs))
  const renewal = setInterval(
    () => void renew().catch((error: unknown) => onError(error, effect)),
    times.leaseMs / 3,
  )
  const isLast = effect.attempts > times.retryMs.length
  try {
    const outcome = await handler({ effect, isLast, isMine: renew })
    return await settle(effect, outcome, isLast, { store, clock, times, onError })
  } catch (error) {
    onError(error, effect)
    const message = error instanceof Error ? error.message : String(error)
    return await settle(effect, { state: 'retry', error: message }, isLast, { store, clock, times, onError })
  } finally {
    clearInterval(renewal)
  }
}

async function settle(
  effect: Effect,
  outcome: EffectOutcome,
  isLast: boolean,
  { store, clock, times }: Surroundings,
): Promise<EffectOutcome['state']> {
  if (outcome.state === 'retry' && !isLast) {
    const waitMs = times.retryMs[effect.attempts - 1] ?? 0
    await store.effects.retry(effect.id, later(clock(), waitMs), outcome.error)
    return 'retry'
  }
  const state = outcome.state === 'retry' ? 'failed' : outcome.state
  await store.effects.finish(effect.id, state, outcome.state === 'done' ? '' : outcome.error)
  return state
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString()
}
