import type { Id } from '#shared/kernel/ids.ts'
import { fitsFilter, type TicketFilter } from '#shared/tickets/filter.ts'
import { createCatalogue, KINDS, type Catalogue, type Targets } from './catalogue.ts'
import type { DocKey, Entry, EntryKind, Passage } from './passages.ts'
import { createMeanings, createTallies, rankTargets, type Lookup, type Meanings, type Tally } from './rank.ts'
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
  const tallies = createTallies()
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
      const targets = catalogue.targets()
      if (words.length === 0) return isNarrow(query) ? newest(targets.entries, query) : []
      const shelves = query.words.trim().length < SHORTEST_FOR_TEXTS ? [short] : [short, long]
      return found({ shelves, targets, tallies, query, now }, words)
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
  readonly targets: Targets
  readonly tallies: (targets: number) => Tally
  readonly query: SearchQuery
  readonly now: number
}

/** Every word as it stands; then with wrong letters forgiven; then any of them, where nothing has them all. */
function found(place: Place, words: readonly string[]): readonly Found[] {
  const meanings = createMeanings(place.shelves)
  const [only, ...others] = words
  if (only !== undefined && others.length === 0 && isUsual(meanings, only)) {
    const first = { every: true, corrected: 'unknown' } as const
    const shown = foundBy({ ...place, shelves: place.shelves.slice(0, 1) }, meanings, words, first)
    if (shown.filter(({ entry }) => entry.kind === 'ticket').length >= MOST_SHOWN.ticket) return shown
  }
  const lookups: readonly Lookup[] = [
    { every: true, corrected: 'unknown' },
    { every: true, corrected: 'all' },
    ...(words.length > 1 ? [{ every: false, corrected: 'all' } as const] : []),
  ]
  for (const lookup of lookups) {
    const result = foundBy(place, meanings, words, lookup)
    if (result.length > 0) return result
  }
  return []
}

/** A word that stands in so many long texts is not looked for in them where enough titles have it. */
const USUAL = 50_000

function isUsual(meanings: Meanings, word: string): boolean {
  const long = meanings.beginning(word)[1] ?? []
  return long.reduce((sum, { postings }) => sum + postings.length, 0) > USUAL
}

/** By how much more the newest counts than what is very old. */
const FRESH = 0.6

function foundBy(
  { shelves, targets, tallies, query, now }: Place,
  meanings: Meanings,
  words: readonly string[],
  lookup: Lookup,
): readonly Found[] {
  const { entries, kinds, moved } = targets
  const best = KINDS.map((): Scored[] => [])
  const least = KINDS.map(() => 0)
  const { ranked, saidIn, terms } = rankTargets(shelves, meanings, words, lookup, tallies(entries.length))
  ranked((target, points, said) => {
    const kind = kinds[target] as number
    const age = Math.max(0, now - (moved[target] as number)) / (30 * DAY_MS)
    const score = points * (1 + FRESH / (1 + age))
    // Most of what a usual word fits is not among the best: nothing more is asked of it.
    if (kind < 0 || score <= (least[kind] as number)) return
    const entry = entries[target]
    const list = best[kind]
    if (entry === undefined || list === undefined || !fits(entry, query)) return
    insert(list, { entry, score, said })
    if (list.length <= MOST_SHOWN[entry.kind]) return
    list.pop()
    least[kind] = list.at(-1)?.score ?? 0
  })
  return best
    .toSorted((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .flat()
    .map(({ entry, said }): Found => ({ entry, terms, said: saidIn(said) }))
}

interface Scored {
  readonly entry: Entry
  readonly score: number
  readonly said: number
}

/** Puts it at its place among the best. */
function insert(list: Scored[], one: Scored): void {
  let at = list.length
  while (at > 0 && (list[at - 1]?.score ?? 0) < one.score) at--
  list.splice(at, 0, one)
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
