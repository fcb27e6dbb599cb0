import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Id, IdOrNone } from '#shared/kernel/ids.ts'
import { Instant, systemClock } from '#shared/kernel/time.ts'
import { useLocalValue, useReplica } from '#renderer/replica/react.tsx'

/** A clock somebody started on a ticket. `stoppedAt` is '' while it runs; a stopped one waits to be written down. */
const Timer = Type.Object({
  ticketId: Id,
  taskId: IdOrNone,
  startedAt: Instant,
  stoppedAt: Instant,
  note: Type.String({ maxLength: 10_000 }),
  billable: Type.Boolean(),
})
export type Timer = Static<typeof Timer>

const KEY = 'timer'

/** One person's timer on this device, and what can be done with it. */
export interface TimerActs {
  /** Undefined when there is none, and until that is known. */
  readonly timer: Timer | undefined
  readonly isLoaded: boolean
  start(ticketId: Id, taskId?: Id): void
  stop(): void
  /** A stopped timer goes on as if it had never been stopped. */
  resume(): void
  change(part: Partial<Pick<Timer, 'taskId' | 'note' | 'billable'>>): void
  /** Forgets it: it was written down, or is not worth it. */
  clear(): void
}

/** The timer: one for each person and device, kept on the disk so that it survives a crash, the same in every window. */
export function useTimer(): TimerActs {
  const replica = useReplica()
  const { value, isLoaded } = useLocalValue(KEY)
  const timer = readTimer(value)
  const keep = (next: Timer | undefined) => void replica.local.keep(KEY, next)
  return {
    timer,
    isLoaded,
    start: (ticketId, taskId = '') =>
      keep({ ticketId, taskId, startedAt: systemClock(), stoppedAt: '', note: '', billable: false }),
    stop: () => timer && keep({ ...timer, stoppedAt: systemClock() }),
    resume: () => timer && keep({ ...timer, stoppedAt: '' }),
    change: (part) => timer && keep({ ...timer, ...part }),
    clear: () => keep(undefined),
  }
}

function readTimer(kept: unknown): Timer | undefined {
  return Value.Check(Timer, kept) ? kept : undefined
}

/** Minutes a timer ran until `now`, rounded to the nearest, one at least. */
export function minutesOf({ startedAt, stoppedAt }: Timer, now: Instant): number {
  const spent = Date.parse(stoppedAt || now) - Date.parse(startedAt)
  return Math.max(1, Math.round(spent / 60_000))
}
