import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Doing, Present } from '#shared/presence/schema.ts'
import { useServerCalls } from '#renderer/platform/server-context.tsx'
import { useSyncStatus } from '#renderer/replica/react.tsx'
import { inPlace, keepPresence, pause } from './keep-presence.ts'

/** How long a window waits for a place when others have taken them, in milliseconds. */
const NEXT_TRY = 20_000

/** Everybody else who has the ticket open now. Whoever looks is seen as well, while the window can be seen. */
export function usePresence(ticketId: Id, doing: Doing): readonly Present[] {
  const calls = useServerCalls()
  const { phase } = useSyncStatus()
  const isOnline = phase === 'synced' || phase === 'syncing'
  const isWatching = useIsVisible() && isOnline
  const [others, setOthers] = useState<readonly Present[]>([])
  useEffect(() => {
    if (!isWatching) return undefined
    const stop = new AbortController()
    const { signal } = stop
    const work = () => keepPresence({ calls, ticketId, doing, tell: setOthers, wait: pause }, signal)
    const run = async () => {
      // oxlint-disable-next-line no-await-in-loop -- until there is a place
      while (!signal.aborted && !(await inPlace(navigator.locks, work))) await pause(NEXT_TRY, signal)
    }
    void run()
    return () => stop.abort()
  }, [calls, ticketId, doing, isWatching])
  return isWatching ? others : NOBODY
}

const NOBODY: readonly Present[] = []

/** Whether this window can be seen: what lies in the background is not being looked at. */
function useIsVisible(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible',
  )
}
