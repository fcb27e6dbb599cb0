import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { firstValueFrom } from 'rxjs'
import { Id } from '#shared/kernel/ids.ts'
import { Instant, systemClock } from '#shared/kernel/time.ts'
import { useLocalValue, useReplica } from '#renderer/replica/react.tsx'

/** A clock somebody started on a ticket. `stoppedAt` is '' while it runs; a stopped one waits to be written down. */
const Timer = Type.Object({
  ticketId: Id,
  startedAt: Instant,
  stoppedAt: Instant,
})
export type Timer = Static<typeof Timer>

const KEY = 'timer'

/** One person's timer on this device, and what can be done with it. */
export interface TimerActs {
  /** Undefined when there is none, and until that is known. */
  readonly timer: Timer | undefined
  /** Begins one on a ticket; one that is there already stays, wherever it runs. */
  start(ticketId: Id): void
  stop(): void
  /** Begins one where there is none, else stops it. */
  toggle(ticketId: Id): void
  /** A stopped timer goes on as if it had never been stopped. */
  resume(): void
  /** Forgets it: it was written down, or is not worth it. */
  clear(): void
}

/** The timer: one for each person and device, kept on the disk so that it survives a crash, the same in every window. */
export function useTimer(): TimerActs {
  const { local } = useReplica()
  const value = useLocalValue(KEY)
  // What is on the disk decides, not what this window has heard of it yet.
  const change = async (next: (kept: Timer | undefined) => Timer | undefined) => {
    await local.keep(KEY, next(readTimer(await firstValueFrom(local.watch(KEY)))))
  }
  const stopped = (timer: Timer): Timer => ({ ...timer, stoppedAt: timer.stoppedAt || systemClock() })
  return {
    timer: readTimer(value),
    start: (ticketId) => void change((kept) => kept ?? begun(ticketId)),
    stop: () => void change((kept) => kept && stopped(kept)),
    toggle: (ticketId) => void change((kept) => (kept ? stopped(kept) : begun(ticketId))),
    resume: () => void change((kept) => kept && { ...kept, stoppedAt: '' }),
    clear: () => void change(() => undefined),
  }
}

function begun(ticketId: Id): Timer {
  return { ticketId, startedAt: systemClock(), stoppedAt: '' }
}

function readTimer(kept: unknown): Timer | undefined {
  return Value.Check(Timer, kept) ? kept : undefined
}

/** Minutes a timer ran until `now`, rounded to the nearest, one at least. */
export function minutesOf({ startedAt, stoppedAt }: Timer, now: Instant): number {
  const spent = Date.parse(stoppedAt || now) - Date.parse(startedAt)
  return Math.max(1, Math.round(spent / 60_000))
}
