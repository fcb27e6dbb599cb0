import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useSession } from '#renderer/platform/session-context.tsx'
import { systemClock } from '#shared/kernel/time.ts'
import type { TicketFilter } from '#shared/tickets/filter.ts'
import { isInReplicaOrder, type ListSearch } from './filters.ts'
import { orderRows } from './list-order.ts'
import { listQuery, SORTED_IN_MEMORY, type TicketQuery } from './list-query.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import { matcherOf } from './roster/match-selector.ts'
import { countReader, rowsReader } from './roster/read-roster.ts'
import { useRoster } from './roster/roster-context.tsx'

const PAGE = 200

/** The rows of a list as far as they are known, undefined while the first load runs. */
export interface TicketList {
  readonly rows: readonly ListTicket[] | undefined
  /** All that match; undefined until that is known. */
  readonly total: number | undefined
  /** True when only the newest rows were put into the order asked for. */
  readonly isCut: boolean
  /** Asks for another page; call it near the end. */
  loadMore(): void
}

/** Keeps the list of a view live: all of it from the roster, or its first rows from the replica until that is read. */
export function useTicketList(search: ListSearch): TicketList {
  const query = useListQuery(search)
  const rows = useAllRows(query, search)
  const paged = usePagedList(query, search, rows === undefined)
  return useMemo(
    () => (rows === undefined ? paged : { rows, total: rows.length, isCut: false, loadMore: nothingMore }),
    [rows, paged],
  )
}

function nothingMore(): void {
  // Every row is there.
}

/** Every row in its place; undefined until every ticket on the device was read. */
function useAllRows(query: TicketQuery, search: ListSearch): readonly ListTicket[] | undefined {
  const roster = useRoster()
  const directory = useDirectory()
  const { sort, reverse = false, group = 'none' } = search
  const read = useMemo(
    () => rowsReader(roster, matcherOf(query.selector ?? {}), { sort, reverse, group }, directory),
    [roster, query, sort, reverse, group, directory],
  )
  return useSyncExternalStore(roster.subscribe, () => (roster.isComplete ? read() : undefined))
}

/** The first rows as they are scrolled; in another order than the replica's, that of the newest ones. */
function usePagedList(query: TicketQuery, search: ListSearch, isAsked: boolean): TicketList {
  const directory = useDirectory()
  const { sort, reverse = false, group = 'none' } = search
  const isEndless = isInReplicaOrder(search)
  const key = JSON.stringify([query, isEndless])
  const [reach, setReach] = useState({ key, limit: PAGE })
  const wanted = reach.key === key ? reach.limit : PAGE
  const limit = isEndless ? wanted : SORTED_IN_MEMORY
  const found = useKept(useFound(isAsked ? JSON.stringify({ ...query, limit }) : ''), key)
  return useMemo(
    () => ({
      rows: found && orderRows(found, { sort, reverse, group }, directory),
      total: undefined,
      isCut: !isEndless && found?.length === SORTED_IN_MEMORY,
      loadMore: () => {
        if (found && found.length >= limit && isEndless) setReach({ key, limit: limit + PAGE })
      },
    }),
    [found, sort, reverse, group, directory, isEndless, limit, key],
  )
}

/** What the replica finds, as it changes; undefined while it looks, and when the query is ''. */
function useFound(query: string): readonly ListTicket[] | undefined {
  const replica = useReplica()
  const [found, setFound] = useState<{ readonly query: string; readonly rows: readonly ListTicket[] }>()
  useEffect(() => {
    if (query === '') return
    const finding = replica.find('tickets', JSON.parse(query) as TicketQuery)
    const subscription = finding.subscribe((rows) => setFound({ query, rows }))
    return () => subscription.unsubscribe()
  }, [replica, query])
  return found?.query === query ? found.rows : undefined
}

/** How many tickets a list holds now; 0 until every ticket on the device was read. */
export function useListCount(search: Pick<ListSearch, 'view' | 'filter'>): number {
  const query = useListQuery(search)
  const roster = useRoster()
  const read = useMemo(() => countReader(roster, matcherOf(query.selector ?? {})), [roster, query])
  return useSyncExternalStore(roster.subscribe, () => (roster.isComplete ? read() : 0))
}

/** The query behind a list: what it holds beyond the rows that are shown. */
export function useListQuery(search: Pick<ListSearch, 'view' | 'filter'>): TicketQuery {
  const directory = useDirectory()
  const { person } = useSession()
  const today = systemClock().slice(0, 10)
  const { view } = search
  const filter = JSON.stringify(search.filter)
  const text = useMemo(
    () =>
      JSON.stringify(
        listQuery(
          { view, filter: JSON.parse(filter) as TicketFilter },
          { personId: person.id, today, directory },
        ),
      ),
    [view, filter, person.id, today, directory],
  )
  return useMemo(() => JSON.parse(text) as TicketQuery, [text])
}

/** The last value while a longer page of the same list loads. */
function useKept<T>(value: T | undefined, key: string): T | undefined {
  const [kept, setKept] = useState({ key, value })
  if (value !== undefined && (kept.value !== value || kept.key !== key)) setKept({ key, value })
  return value ?? (kept.key === key ? kept.value : undefined)
}
