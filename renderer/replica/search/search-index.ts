import type { Id } from '#shared/kernel/ids.ts'
import { fitsFilter, type TicketFilter } from '#shared/tickets/filter.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import type { DocKey, Entry, EntryKind, Passage } from './passages.ts'
import { rankTargets, type Lookup } from './rank.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { searchWords } from './words.ts'

/** What to look for: words, inside of a filter. `me` is who `assignee: 'me'` means. */
export interface SearchQuery {
  readonly words: string
  readonly filter: TicketFilter
  readonly state: 'open' | 'closed' | 'all'
  readonly me: Id
  /** One kind alone; everything where it is absent. */
  readonly only?: EntryKind
}

/** Something that fits. Words of it that begin with one of `terms` are what made it fit. */
export interface Found {
  readonly entry: Entry
  readonly terms: readonly string[]
  /** The document whose long text fits better than what is shown of the entry, '' for none. */
  readonly said: DocKey | ''
}

/** Full text over what a person holds. Forgives wrong letters, accents and unfinished words. */
export interface SearchIndex extends Catalogue {
  /** The two shelves, for loading many passages at once. */
  readonly short: Shelf
  readonly long: Shelf
  put(passage: Passage): void
  /** The best of each kind first; without words, the tickets inside the filter, newest change first. */
  search(query: SearchQuery, now: number): readonly Found[]
}

const SHORTEST_FOR_TEXTS = 3
const MOST_WORDS = 12
const MOST_SHOWN: Readonly<Record<EntryKind, number>> = { ticket: 50, person: 10, article: 10, asset: 10 }
const DAY_MS = 86_400_000

/** An empty index. */
export function createSearchIndex(): SearchIndex {
  const short = createShelf()
  const long = createShelf()
  const catalogue = createCatalogue()
  return {
    ...catalogue,
    short,
    long,
    put(passage) {
      const target = catalogue.know(passage)
      putOn(short, passage.key, target, passage.short)
      putOn(long, passage.key, target, passage.long)
    },
    drop(key) {
      short.drop(key)
      long.drop(key)
      catalogue.drop(key)
    },
    search(query, now) {
      const words = [...new Set(searchWords(query.words))].slice(0, MOST_WORDS)
      const entries = catalogue.entries()
      if (words.length === 0) return isNarrow(query) ? newest(entries, query) : []
      const shelves = query.words.trim().length < SHORTEST_FOR_TEXTS ? [short] : [short, long]
      return found({ shelves, entries, query, now }, words)
    },
    clear() {
      short.clear()
      long.clear()
      catalogue.clear()
    },
  }
}

function putOn(shelf: Shelf, key: DocKey, target: number, words: ReadonlyMap<string, number>): void {
  if (words.size > 0) shelf.put(key, target, words)
  else shelf.drop(key)
}

interface Place {
  readonly shelves: readonly Shelf[]
  readonly entries: readonly (Entry | undefined)[]
  readonly query: SearchQuery
  readonly now: number
}

/** Every word as it stands; then with wrong letters forgiven; then any of them, where nothing has them all. */
function found(place: Place, words: readonly string[]): readonly Found[] {
  const lookups: readonly Lookup[] = [
    { every: true, corrected: 'unknown' },
    { every: true, corrected: 'all' },
    { every: false, corrected: 'all' },
  ]
  for (const lookup of lookups) {
    const result = foundBy(place, words, lookup)
    if (result.length > 0) return result
  }
  return []
}

function foundBy({ shelves, entries, query, now }: Place, words: readonly string[], lookup: Lookup) {
  const best = new Map<EntryKind, Scored[]>()
  const { ranked, terms } = rankTargets(shelves, words, lookup, entries.length)
  ranked((target, score, said) => {
    const entry = entries[target]
    if (entry === undefined || !fits(entry, query)) return
    const age = Math.max(0, now - entry.updatedAt) / (30 * DAY_MS)
    const list = best.get(entry.kind) ?? []
    best.set(entry.kind, list)
    insert(list, { entry, score: score * (1 + 0.6 / (1 + age)), said }, MOST_SHOWN[entry.kind])
  })
  return [...best.values()]
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .flat()
    .map(({ entry, said }): Found => ({ entry, terms, said: said() }))
}

interface Scored {
  readonly entry: Entry
  readonly score: number
  readonly said: () => DocKey | ''
}

/** Keeps the best few in their order. */
function insert(list: Scored[], one: Scored, most: number): void {
  const last = list.at(-1)
  if (list.length >= most && last !== undefined && last.score >= one.score) return
  let at = list.length
  while (at > 0 && (list[at - 1]?.score ?? 0) < one.score) at--
  list.splice(at, 0, one)
  if (list.length > most) list.pop()
}

function isNarrow({ filter, state }: SearchQuery): boolean {
  return state !== 'all' || Object.keys(filter).length > 0
}

/** Whether something lies inside the query's filter; only tickets have more than a site. */
function fits(entry: Entry, query: SearchQuery): boolean {
  const { filter, state, me, only } = query
  if (only !== undefined && entry.kind !== only) return false
  if (!isNarrow(query)) return true
  if (entry.kind !== 'ticket') {
    const { site, ...others } = filter
    return state === 'all' && site === entry.siteId && Object.keys(others).length === 0
  }
  const isClosed = entry.status === 'resolved' || entry.status === 'closed'
  return (state === 'all' || isClosed === (state === 'closed')) && fitsFilter(entry, filter, me)
}

function newest(entries: readonly (Entry | undefined)[], query: SearchQuery): readonly Found[] {
  return entries
    .filter((entry) => entry?.kind === 'ticket')
    .filter((entry) => fits(entry, query))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, MOST_SHOWN.ticket)
    .map((entry) => ({ entry, terms: [], said: '' }))
}
