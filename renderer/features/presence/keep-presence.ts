import type { Id } from '#shared/kernel/ids.ts'
import type { Doing, Present } from '#shared/presence/schema.ts'
import type { ServerCalls } from '#renderer/platform/server-context.tsx'

/** What keeping present takes. */
export interface PresenceParts {
  readonly calls: Pick<ServerCalls, 'watchPresence'>
  readonly ticketId: Id
  readonly doing: Doing
  /** Called with everybody else on the ticket, each time the server names them; with nobody when it cannot be asked. */
  readonly tell: (others: readonly Present[]) => void
  /** Resolves after so many milliseconds, or when the signal says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** After a refusal or a lost connection; doubled each time, in milliseconds. */
const FIRST_PAUSE = 5000
const LONGEST_PAUSE = 60_000

/** Is present on a ticket until the signal: one connection follows the other, as the server ends each after a while. */
export async function keepPresence(parts: PresenceParts, signal: AbortSignal): Promise<void> {
  const { calls, ticketId, doing, tell, wait } = parts
  let failures = 0
  while (!signal.aborted) {
    let isHeard = false
    const hear = (others: readonly Present[]) => {
      isHeard = true
      if (!signal.aborted) tell(others)
    }
    // oxlint-disable-next-line no-await-in-loop -- one connection after the other
    const ended = await calls.watchPresence({ ticketId, doing }, hear, signal)
    if (signal.aborted) return
    failures = isHeard ? 0 : failures + 1
    if (ended.ok && isHeard) continue
    tell([])
    // oxlint-disable-next-line no-await-in-loop
    await wait(Math.min(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE), signal)
  }
}

/** As many tickets of one browser are present at once: a browser keeps few connections to one server. */
const PLACES = ['satchel.presence.1', 'satchel.presence.2', 'satchel.presence.3']

/** Does the work in one of the places; answers false when all are taken. */
export async function inPlace(
  locks: Pick<LockManager, 'request'> | undefined,
  work: () => Promise<void>,
): Promise<boolean> {
  if (locks === undefined) {
    await work()
    return true
  }
  for (const place of PLACES) {
    // oxlint-disable-next-line no-await-in-loop -- the next place is tried when this one is taken
    const isDone = await locks.request(place, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await work()
      return lock !== null
    })
    if (isDone) return true
  }
  return false
}

/** Waits in real time. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}
