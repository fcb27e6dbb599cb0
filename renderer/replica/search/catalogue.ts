import type { Id } from '#shared/kernel/ids.ts'
import { keyParts, type DocKey, type Entry, type Passage, type Searched } from './passages.ts'

/** Which documents the index knows, and what is shown of those a search leads to: its targets, by number. */
export interface Catalogue {
  /** Says that a document is known and what is shown of it; answers the number of what it leads to. */
  know(passage: Pick<Passage, 'key' | 'target' | 'entry'>): number
  drop(key: DocKey): void
  has(key: DocKey): boolean
  /** The number under which a document is a target. */
  numberOf(key: DocKey): number
  entry(key: DocKey): Entry | undefined
  /** What is shown of each target, by number. */
  entries(): readonly (Entry | undefined)[]
  /** Documents known of a collection. */
  count(name: Searched): number
  keys(name: Searched): Iterable<DocKey>
  /** Tickets that one of these people asked for. */
  ticketsOf(people: ReadonlySet<Id>): readonly DocKey[]
  clear(): void
}

/** Nothing is known yet. */
export function createCatalogue(): Catalogue {
  const known = new Map<Searched, Set<DocKey>>()
  const numbers = new Map<DocKey, number>()
  let entries: (Entry | undefined)[] = []

  const numberOf = (key: DocKey): number => {
    const number = numbers.get(key)
    if (number !== undefined) return number
    numbers.set(key, entries.length)
    return entries.push(undefined) - 1
  }
  const entry = (key: DocKey) => entries[numbers.get(key) ?? -1]
  return {
    know({ key, target, entry: shown }) {
      const { name } = keyParts(key)
      known.set(name, (known.get(name) ?? new Set()).add(key))
      const number = numberOf(target)
      if (key === target) entries[number] = shown
      return number
    },
    drop(key) {
      known.get(keyParts(key).name)?.delete(key)
      const number = numbers.get(key)
      if (number !== undefined) entries[number] = undefined
    },
    has: (key) => known.get(keyParts(key).name)?.has(key) ?? false,
    numberOf,
    entry,
    entries: () => entries,
    count: (name) => known.get(name)?.size ?? 0,
    keys: (name) => known.get(name) ?? [],
    ticketsOf: (people) =>
      [...(known.get('tickets') ?? [])].filter((key) => {
        const shown = entry(key)
        return shown?.kind === 'ticket' && people.has(shown.requesterId)
      }),
    clear() {
      known.clear()
      numbers.clear()
      entries = []
    },
  }
}
