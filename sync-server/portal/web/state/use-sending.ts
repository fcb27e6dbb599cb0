import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, Failure } from '../api/client.ts'
import { usePortal } from './portal.tsx'

/** How far something to be sent has come. `waiting`: kept, and tried again by itself. */
export type SendingState =
  | { readonly step: 'idle' | 'sending' | 'waiting' }
  | { readonly step: 'refused'; readonly failure: Failure }

export interface Sending {
  readonly state: SendingState
  start(): void
}

interface Plan<T> {
  /** True when an earlier page began to send it and did not hear whether it arrived. */
  readonly isWaiting: boolean
  /** Marks it, where it is kept, as on its way or not. */
  readonly mark: (waiting: boolean) => void
  /** One try; with the same name of the act every time. */
  readonly attempt: () => Promise<Answer<T>>
  readonly done: (value: T) => void
}

const FIRST_RETRY_MS = 4000
const LONGEST_RETRY_MS = 60_000

/** True for a failure that may end by itself. A session that ended waits for the next sign-in. */
function mayPass(failure: Failure): boolean {
  if (failure.kind === 'offline') return true
  return failure.status >= 500 || failure.status === 429 || failure.status === 401
}

/** Sends something until the server has taken or refused it: at once, when the line is back, and from time to time. */
export function useSending<T>(plan: Plan<T>): Sending {
  const { line } = usePortal()
  const [state, setState] = useState<SendingState>({ step: plan.isWaiting ? 'waiting' : 'idle' })
  const latest = useRef(plan)
  const running = useRef(false)
  const tries = useRef(0)
  useEffect(() => {
    latest.current = plan
  })
  const start = useCallback(() => {
    if (running.current) return
    running.current = true
    const { mark, attempt } = latest.current
    mark(true)
    setState({ step: 'sending' })
    void attempt().then((answer) => {
      running.current = false
      tries.current += 1
      if (answer.ok) {
        tries.current = 0
        setState({ step: 'idle' })
        latest.current.done(answer.value)
      } else if (mayPass(answer.failure)) {
        setState({ step: 'waiting' })
      } else {
        latest.current.mark(false)
        setState({ step: 'refused', failure: answer.failure })
      }
    })
  }, [])
  useEffect(() => {
    if (state.step !== 'waiting') return undefined
    const delay =
      tries.current === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (tries.current - 1), LONGEST_RETRY_MS)
    const timer = window.setTimeout(start, delay)
    const stop = line.onLine(() => line.isUp() && start())
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [state, line, start])
  return { state, start }
}
