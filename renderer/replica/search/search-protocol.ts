import type { Id } from '#shared/kernel/ids.ts'
import type { MessageEntry, SearchHit, SearchQuery, TicketEntry } from './search-index.ts'

/** What the page tells the search worker. */
export type ToSearch =
  | { readonly type: 'tickets'; readonly entries: readonly TicketEntry[] }
  | { readonly type: 'messages'; readonly entries: readonly MessageEntry[] }
  | { readonly type: 'drop'; readonly id: Id }
  | { readonly type: 'search'; readonly ask: number; readonly query: SearchQuery }

/** What the worker answers; `ask` repeats the question's number. */
export interface FromSearch {
  readonly ask: number
  readonly hits: readonly SearchHit[]
}
