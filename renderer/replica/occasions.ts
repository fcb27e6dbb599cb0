import type { ReplicaEffects } from './effects.ts'

/** Reasons to exchange with the server: `urgent` ones end a pause after a failure, `work` waits for its end. */
export interface Occasions {
  call(kind: 'urgent' | 'work'): void
  /** Resolves at the next occasion or after so many milliseconds. One called meanwhile counts. */
  wait(milliseconds: number, only: 'urgent' | 'any', signal: AbortSignal): Promise<void>
}

/** Collects occasions between two exchanges, so that none is missed while one runs. */
export function occasions({ wait }: Pick<ReplicaEffects, 'wait'>): Occasions {
  const due = { urgent: false, work: false }
  let ring: () => void = () => undefined
  let waitsFor: 'urgent' | 'any' = 'any'
  const isDue = () => due.urgent || (waitsFor === 'any' && due.work)
  return {
    call: (kind) => {
      due[kind] = true
      if (isDue()) ring()
    },
    wait: async (milliseconds, only, signal) => {
      waitsFor = only
      if (!isDue()) {
        const bell = new AbortController()
        ring = () => bell.abort()
        await wait(milliseconds, AbortSignal.any([signal, bell.signal]))
        ring = () => undefined
      }
      due.urgent = false
      due.work = false
    },
  }
}
