import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { useReplica } from '#renderer/replica/react.tsx'
import type { SearchHit } from './search-index.ts'
import { createSearchService, type SearchService } from './search-service.ts'

const SearchContext = createContext<SearchService | undefined>(undefined)

/** Keeps one search worker for everything inside. */
export function SearchProvider({ children }: { readonly children: ReactNode }) {
  const replica = useReplica()
  const [service, setService] = useState<SearchService>()
  useEffect(() => {
    const started = createSearchService(replica)
    setService(started)
    return () => started.stop()
  }, [replica])
  return <SearchContext value={service}>{children}</SearchContext>
}

/** What fits a query, as one types; `building` counts documents while the index is not complete. */
export interface LiveSearch {
  readonly hits: readonly SearchHit[]
  /** The query the hits belong to. */
  readonly answered: string
  readonly building: number
}

/** Searches again whenever the query changes. */
export function useSearch(query: string): LiveSearch {
  const service = use(SearchContext)
  const [answer, setAnswer] = useState<{ readonly hits: readonly SearchHit[]; readonly answered: string }>({
    hits: [],
    answered: '',
  })
  const [building, setBuilding] = useState(0)
  useEffect(() => {
    const subscription = service?.building.subscribe(setBuilding)
    return () => subscription?.unsubscribe()
  }, [service])
  useEffect(() => {
    let isLatest = true
    void service?.search(query).then((hits) => {
      if (isLatest) setAnswer({ hits, answered: query })
    })
    return () => {
      isLatest = false
    }
  }, [service, query, building === 0])
  return { ...answer, building }
}
