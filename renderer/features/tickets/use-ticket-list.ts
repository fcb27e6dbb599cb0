import { useMemo, useState } from 'react'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useCount, useDocs } from '#renderer/replica/react.tsx'
import { useSession } from '#renderer/platform/session-context.tsx'
import { systemClock } from '#shared/kernel/time.ts'
import { isInReplicaOrder, type ListSearch } from './filters.ts'
import { orderRows } from './list-order.ts'
import { listQuery, SORTED_IN_MEMORY, type TicketQuery, type TicketRowDoc } from './list-query.ts'

const PAGE = 200

/** The rows of a list as far as they were scrolled, undefined while the first load runs. */
export interface TicketList {
  readonly rows: readonly TicketRowDoc[] | undefined
  /** All that match, 0 while they are counted. */
  readonly total: number
  /** True when only the newest rows were put into the order asked for. */
  readonly isCut: boolean
  /** Asks for another page; call it near the end. */
  loadMore(): void
}

/** Keeps the list of a view live. */
export function useTicketList(search: ListSearch): TicketList {
  const query = useListQuery(search)
  const directory = useDirectory()
  const { sort, reverse = false, group = 'none' } = search
  const isEndless = isInReplicaOrder(search)
  const key = JSON.stringify([query, isEndless])
  const [reach, setReach] = useState({ key, limit: PAGE })
  const wanted = reach.key === key ? reach.limit : PAGE
  const limit = isEndless ? wanted : SORTED_IN_MEMORY
  const page = useMemo(() => ({ ...query, limit }), [query, limit])
  const { docs, loading } = useDocs('tickets', page)
  const found = useKept(loading ? undefined : docs, key)
  const total = useCount('tickets', query)
  const rows = useMemo(
    () => found && orderRows(found, { sort, reverse, group }, directory),
    [found, sort, reverse, group, directory],
  )
  return {
    rows,
    total,
    isCut: !isEndless && total > SORTED_IN_MEMORY,
    loadMore: () => {
      if (found && found.length >= limit && isEndless) setReach({ key, limit: limit + PAGE })
    },
  }
}

/** How many tickets a list holds now. */
export function useListCount(search: Pick<ListSearch, 'view' | 'filter'>): number {
  return useCount('tickets', useListQuery(search))
}

/** The query behind a list: what it holds beyond the rows that are shown. */
export function useListQuery(search: Pick<ListSearch, 'view' | 'filter'>): TicketQuery {
  const directory = useDirectory()
  const { person } = useSession()
  const today = systemClock().slice(0, 10)
  const text = JSON.stringify(listQuery(search, { personId: person.id, today, directory }))
  return useMemo(() => JSON.parse(text) as TicketQuery, [text])
}

/** The last value while a longer page of the same list loads. */
function useKept<T>(value: T | undefined, key: string): T | undefined {
  const [kept, setKept] = useState({ key, value })
  if (value !== undefined && (kept.value !== value || kept.key !== key)) setKept({ key, value })
  return value ?? (kept.key === key ? kept.value : undefined)
}
