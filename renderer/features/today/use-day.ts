import { useMemo } from 'react'
import type { Observable } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs, useLatest, useReplica } from '#renderer/replica/react.tsx'
import { useNow } from '#renderer/ui/dates.ts'
import type { Baggage } from './baggage.ts'
import type { Equipment } from './bring.ts'
import { planDay, teamsOf, type DayPlan, type SiteVisits, type Visit } from './day-plan.ts'
import { all, baggageOf, equipmentOf } from './of-ticket.ts'

/** Of what nobody has taken, so many are offered; the list of tickets shows all. */
const MOST_FREE = 60
const BY_CHANGE = [
  { assigneeId: 'asc' as const },
  { openState: 'asc' as const },
  { updatedDesc: 'asc' as const },
]

/** The signed-in person's day, live; undefined while it loads. */
export function useDay(): DayPlan | undefined {
  const { personId } = useActor()
  const directory = useDirectory()
  const now = useNow().toISOString()
  const teams = teamsOf(directory.settings('team'), personId)
  const open = { openState: 'open' as const, deletedAt: '' }
  const mine = useDocs('tickets', { selector: { assigneeId: personId, ...open }, sort: BY_CHANGE })
  const free = useDocs('tickets', {
    selector: { assigneeId: '', ...open, teamId: { $in: [...teams] } },
    sort: BY_CHANGE,
    limit: MOST_FREE,
  })
  const isLoading = mine.loading || free.loading || !directory.isLoaded
  return useMemo(
    () => (isLoading ? undefined : planDay(mine.docs, free.docs, now)),
    [isLoading, mine.docs, free.docs, now],
  )
}

/** The visits of all sites. */
export function visitsOf(sites: readonly SiteVisits[]): readonly Visit[] {
  return sites.flatMap(({ visits }) => visits)
}

/** The tickets of a site on somebody's plan, taken or not. */
export function ticketsAt(plan: DayPlan, siteId: Id): readonly Id[] {
  return [...visitsOf(plan.mine), ...plan.later, ...visitsOf(plan.free)]
    .filter(({ ticket }) => ticket.siteId === siteId)
    .map(({ ticket }) => ticket.id)
}

/** What hangs on these tickets, in their order; undefined while it loads. */
export function useEquipment(ticketIds: readonly Id[]): readonly Equipment[] | undefined {
  const replica = useReplica()
  const key = ticketIds.join()
  const source = useMemo(() => ofEach(key, (id) => equipmentOf(replica, id)), [replica, key])
  return useLatest(source)?.value
}

/** The files and articles of these tickets; undefined while they load. */
export function useBaggage(ticketIds: readonly Id[]): readonly Baggage[] | undefined {
  const replica = useReplica()
  const key = ticketIds.join()
  const source = useMemo(() => ofEach(key, (id) => baggageOf(replica, id)), [replica, key])
  return useLatest(source)?.value
}

/** Which of these files are on the device. */
export function useHeld(hashes: readonly string[]): ReadonlySet<string> {
  const replica = useReplica()
  const key = hashes.join()
  const source = useMemo(() => replica.files.held(idsIn(key)), [replica, key])
  return useLatest(source)?.value ?? NOTHING
}

const NOTHING: ReadonlySet<string> = new Set()

function ofEach<T>(key: string, of: (id: Id) => Observable<T>): Observable<readonly T[]> {
  return all(idsIn(key).map(of))
}

function idsIn(key: string): readonly Id[] {
  return key === '' ? [] : key.split(',')
}
