import type { LocalNames } from '../names.ts'
import type { DocKey, Entry, TicketEntry } from './passages.ts'
import type { SearchQuery } from './search-index.ts'

/** Why something fits. */
export interface Fit {
  /** Beginnings of words in it to mark. */
  readonly terms: readonly string[]
  /** The piece of its long text that fits, '' for none. */
  readonly excerpt: string
  /** What the excerpt is of. */
  readonly said: 'message' | 'note' | 'item' | 'text' | ''
}

/** Something that fits. */
export type SearchHit = Entry & Fit
export type TicketHit = TicketEntry & Fit

/** Where a person's documents and their index lie. */
export interface SearchPlace {
  readonly names: LocalNames
  /** Name of the documents database. */
  readonly documents: string
}

/** What the page tells the search worker. */
export type ToSearch =
  | { readonly type: 'open'; readonly place: SearchPlace }
  | { readonly type: 'search'; readonly ask: number; readonly query: SearchQuery }

/** What the worker answers; `ask` repeats the question's number. `left`: documents still to be read, 0 for none. */
export type FromSearch =
  | { readonly type: 'hits'; readonly ask: number; readonly hits: readonly SearchHit[] }
  | { readonly type: 'left'; readonly count: number }

/** What windows tell each other: something was noted, looked at, or is still to be read. */
export type SearchNews =
  | { readonly type: 'noted' }
  | { readonly type: 'taken'; readonly keys: readonly DocKey[] }
  | { readonly type: 'left'; readonly count: number }

/** Tells the other windows, and this one's own worker. */
export function tellNews(channel: BroadcastChannel, news: SearchNews): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin
  channel.postMessage(news)
}
