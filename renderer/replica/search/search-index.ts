import MiniSearch, { type SearchResult } from 'minisearch'
import type { Id } from '#shared/kernel/ids.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import { fitsFilter, type Filterable, type TicketFilter } from '#shared/tickets/filter.ts'

/** What the index knows of a ticket; `name` is what people call it. */
export interface TicketEntry extends Filterable {
  readonly id: Id
  readonly number: number
  readonly label: string
  readonly title: string
  /** Milliseconds of its last change: the newer of two equals comes first. */
  readonly updatedAt: number
}

/** What the index knows of a message. */
export interface MessageEntry {
  readonly id: Id
  readonly ticketId: Id
  readonly text: string
}

/** A ticket that fits, and the words in it to mark. `excerpt` is a piece of the message that fits, '' for none. */
export interface SearchHit extends TicketEntry {
  readonly terms: readonly string[]
  readonly excerpt: string
}

/** What to look for: words, inside of a filter. `me` is who `assignee: 'me'` means. */
export interface SearchQuery {
  readonly words: string
  readonly filter: TicketFilter
  readonly state: 'open' | 'closed' | 'all'
  readonly me: Id
}

const SHORTEST_FOR_MESSAGES = 3
const MOST_HITS = 50
const EXCERPT_BEFORE = 40
const EXCERPT_LENGTH = 140
const LONGEST_TEXT = 20_000
const DAY_MS = 86_400_000

/** Full text over tickets and messages. Forgives typing errors, accents and unfinished words. */
export interface SearchIndex {
  putTickets(entries: readonly TicketEntry[]): void
  putMessages(entries: readonly MessageEntry[]): void
  drop(id: Id): void
  /** The best hits first; without words, what lies inside the filter, newest change first. */
  search(query: SearchQuery, now: number): readonly SearchHit[]
  readonly size: number
}

/** An empty index. */
export function createSearchIndex(): SearchIndex {
  const tickets = new MiniSearch<TicketEntry & { readonly name: string }>({
    fields: ['name', 'title', 'requester'],
    processTerm: plain,
    searchOptions: { boost: { name: 6, title: 2 }, prefix: true, fuzzy: fuzziness },
  })
  const messages = new MiniSearch<MessageEntry>({
    fields: ['text'],
    processTerm: plain,
    searchOptions: { prefix: (term) => term.length > 2, fuzzy: fuzziness },
  })
  const known = new Map<Id, TicketEntry>()
  const texts = new Map<Id, MessageEntry>()
  return {
    putTickets(entries) {
      for (const entry of entries) {
        const named = {
          ...entry,
          name: `${entry.number > 0 ? entry.number : ''} ${entry.label} ${entry.label.replace('NEW-', '')}`,
        }
        if (known.has(entry.id)) tickets.replace(named)
        else tickets.add(named)
        known.set(entry.id, entry)
      }
    },
    putMessages(entries) {
      for (const entry of entries) {
        if (texts.has(entry.id)) continue
        const kept = { ...entry, text: entry.text.slice(0, LONGEST_TEXT) }
        messages.add(kept)
        texts.set(entry.id, kept)
      }
    },
    drop(id) {
      if (known.delete(id)) tickets.discard(id)
      if (texts.delete(id)) messages.discard(id)
    },
    search(query, now) {
      const wanted = query.words.replaceAll('#', ' ').trim()
      if (wanted === '') return isNarrow(query) ? newest(known, query) : []
      const hits = (combineWith: 'AND' | 'OR') => {
        const found = tickets.search(wanted, { combineWith })
        const said = wanted.length < SHORTEST_FOR_MESSAGES ? [] : messages.search(wanted, { combineWith })
        return ranked(found, said, { known, texts, query, now })
      }
      const all = hits('AND')
      return all.length > 0 ? all : hits('OR')
    },
    get size() {
      return known.size + texts.size
    },
  }
}

/** One wrong letter in four, but none in short words and numbers. */
function fuzziness(term: string): number | false {
  return term.length < 4 || /\d/u.test(term) ? false : 0.22
}

function isNarrow({ filter, state }: SearchQuery): boolean {
  return state !== 'all' || Object.keys(filter).length > 0
}

function fits(entry: TicketEntry, { filter, state, me }: SearchQuery): boolean {
  const isClosed = entry.status === 'resolved' || entry.status === 'closed'
  return (state === 'all' || isClosed === (state === 'closed')) && fitsFilter(entry, filter, me)
}

function newest(known: ReadonlyMap<Id, TicketEntry>, query: SearchQuery): readonly SearchHit[] {
  return [...known.values()]
    .filter((entry) => fits(entry, query))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, MOST_HITS)
    .map((entry) => ({ ...entry, terms: [], excerpt: '' }))
}

interface Ranking {
  readonly known: ReadonlyMap<Id, TicketEntry>
  readonly texts: ReadonlyMap<Id, MessageEntry>
  readonly query: SearchQuery
  readonly now: number
}

function ranked(
  found: readonly SearchResult[],
  said: readonly SearchResult[],
  { known, texts, query, now }: Ranking,
): readonly SearchHit[] {
  const best = new Map<Id, { readonly score: number; readonly hit: SearchHit }>()
  const offer = (id: Id, score: number, terms: readonly string[], excerpt: string) => {
    const entry = known.get(id)
    if (entry === undefined || !fits(entry, query)) return
    const fresh = score * (1 + 0.6 / (1 + Math.max(0, now - entry.updatedAt) / (30 * DAY_MS)))
    if (fresh > (best.get(id)?.score ?? 0)) best.set(id, { score: fresh, hit: { ...entry, terms, excerpt } })
  }
  for (const result of found) offer(result.id as Id, result.score * 2, result.terms, '')
  for (const result of said) {
    const message = texts.get(result.id as Id)
    if (message !== undefined)
      offer(message.ticketId, result.score, result.terms, excerptOf(message.text, result.terms))
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit)
}

/** The piece of a text around the first word that fits. */
export function excerptOf(text: string, terms: readonly string[]): string {
  const line = text.replaceAll(/\s+/gu, ' ')
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => plain(line).indexOf(term)).filter((index) => index >= 0), line.length),
  )
  const start = Math.max(0, at - EXCERPT_BEFORE)
  const piece = line.slice(start, start + EXCERPT_LENGTH)
  return `${start > 0 ? '…' : ''}${piece}${start + EXCERPT_LENGTH < line.length ? '…' : ''}`
}
