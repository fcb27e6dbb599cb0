import type { Id } from '#shared/kernel/ids.ts'
import { keyParts, type DocKey, type Entry, type EntryKind, type Passage, type Searched } from './passages.ts'

/** Which documents the index knows, and what is shown of those a search leads to: its targets, by number. */
export interface Catalogue {
  /** Says that a document is known and what is shown of it; answers the number of what it leads to. */
  know(passage: Pick<Passage, 'key' | 'target' | 'entry'>): number
  drop(key: DocKey): void
  has(key: DocKey): boolean
  /** The number under which a document is a target. */
  numberOf(key: DocKey): number
  entry(key: DocKey): Entry | undefined
  targets(): Targets
  /** Documents known of a collection. */
  count(name: Searched): number
  keys(name: Searched): Iterable<DocKey>
  /** Tickets that one of these people asked for. */
  ticketsOf(people: ReadonlySet<Id>): readonly DocKey[]
  clear(): void
}

/** What is shown of each target, by number. Kind and time stand apart too: a search looks at those of very many. */
export interface Targets {
  readonly entries: readonly (Entry | undefined)[]
  /** Place of the kind in `KINDS`, -1 where nothing is shown. */
  readonly kinds: readonly number[]
  /** Milliseconds of the last change. */
  readonly moved: readonly number[]
}

/** The kinds of entries, in the order in which `Targets` counts them. */
export const KINDS: readonly EntryKind[] = ['ticket', 'person', 'article', 'asset']

/** Nothing is known yet. */
export function createCatalogue(): Catalogue {
  const known = new Map<Searched, Set<DocKey>>()
  const numbers = new Map<DocKey, number>()
  let entries: (Entry | undefined)[] = []
  let kinds: number[] = []
  let moved: number[] = []

  const show = (number: number, shown: Entry | undefined) => {
    entries[number] = shown
    kinds[number] = shown === undefined ? -1 : KINDS.indexOf(shown.kind)
    moved[number] = shown?.updatedAt ?? 0
  }
  const numberOf = (key: DocKey): number => {
    const number = numbers.get(key)
    if (number !== undefined) return number
    const next = entries.length
    numbers.set(key, next)
    show(next, undefined)
    return next
  }
  const entry = (key: DocKey) => entries[numbers.get(key) ?? -1]
  return {
    know({ key, target, entry: shown }) {
      const { name } = keyParts(key)
      known.set(name, (known.get(name) ?? new Set()).add(key))
      const number = numberOf(target)
      if (key === target) show(number, shown)
      return number
    },
    drop(key) {
      known.get(keyParts(key).name)?.delete(key)
      const number = numbers.get(key)
      if (number !== undefined) show(number, undefined)
    },
    has: (key) => known.get(keyParts(key).name)?.has(key) ?? false,
    numberOf,
    entry,
    targets: () => ({ entries, kinds, moved }),
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
      kinds = []
      moved = []
    },
  }
}
