import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useDirectory } from '../directory.tsx'
import type { Id } from '#shared/kernel/ids.ts'
import { readTicketQuery } from '#shared/tickets/query.ts'
import type { SearchQuery } from './search-index.ts'
import type { SearchHit, TicketHit } from './search-protocol.ts'
import type { SearchService } from './search-service.ts'

interface Searching {
  readonly service: SearchService
  /** Who `assignee:me` means. */
  readonly me: Id
}

const SearchContext = createContext<Searching | undefined>(undefined)

interface SearchProviderProps extends Searching {
  readonly children: ReactNode
}

/** Gives the search worker to everything inside. */
export function SearchProvider({ service, me, children }: SearchProviderProps) {
  const searching = useMemo(() => ({ service, me }), [service, me])
  return <SearchContext value={searching}>{children}</SearchContext>
}

/** What fits a query, as one types; `building` counts documents still to be read while the index is not complete. */
export interface LiveSearch<H = SearchHit> {
  readonly hits: readonly H[]
  /** The query the hits belong to. */
  readonly answered: string
  /** False while documents may be missing from the index. */
  readonly isFinal: boolean
  readonly building: number
  /** Filters in the query that fit nothing, or more than one thing; they narrow nothing. */
  readonly unknown: readonly string[]
}

/** Searches tickets alone; see `useSearchEverywhere`. */
export function useSearch(query: string): LiveSearch<TicketHit> {
  const found = useLiveSearch(query, 'ticket')
  return { ...found, hits: found.hits.filter((hit) => hit.kind === 'ticket') }
}

/** Searches again whenever the query changes, and once more when the index is complete. Filters may be in its words. */
export function useSearchEverywhere(query: string): LiveSearch {
  return useLiveSearch(query)
}

const NO_ANSWER = { hits: [] as readonly SearchHit[], answered: '', isFinal: false }

function useLiveSearch(query: string, only?: 'ticket'): LiveSearch {
  const { service, me } = use(SearchContext) ?? { service: undefined, me: '' }
  const directory = useDirectory()
  const {
    words,
    filter,
    state = 'all',
    unknown,
  } = useMemo(() => readTicketQuery(query, directory), [query, directory])
  const narrowed: SearchQuery = { words, filter, state, me, ...(only === undefined ? {} : { only }) }
  const asked = JSON.stringify(narrowed)
  const [answer, setAnswer] = useState(NO_ANSWER)
  const [building, setBuilding] = useState(0)
  const isComplete = building === 0
  useEffect(() => {
    const subscription = service?.building.subscribe(setBuilding)
    return () => subscription?.unsubscribe()
  }, [service])
  useEffect(() => {
    let isLatest = true
    void service?.search(JSON.parse(asked) as SearchQuery).then((hits) => {
      if (isLatest) setAnswer({ hits, answered: query, isFinal: isComplete })
    })
    return () => {
      isLatest = false
    }
  }, [service, query, asked, isComplete])
  return { ...answer, building, unknown }
}
