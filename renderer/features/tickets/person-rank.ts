import type { Id } from '#shared/kernel/ids.ts'

/** Where somebody stands among people by name; equal for equal names. */
export type PersonRank = (id: Id) => number

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Where people stand by name, as people order names; who has none stands after everybody. */
export function personRank(nameOf: (id: Id) => string, names: readonly string[]): PersonRank {
  const sorted = [...new Set(names)].sort(collator.compare)
  const ranks = new Map<Id, number>()
  return (id) => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    const name = nameOf(id)
    const rank = name === '' ? Infinity : rankOf(name, sorted)
    ranks.set(id, rank)
    return rank
  }
}

/** Its index; between two of them for a name that is not among those sorted. */
function rankOf(name: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (collator.compare(sorted[middle] ?? '', name) < 0) low = middle + 1
    else high = middle
  }
  return collator.compare(sorted[low] ?? '', name) === 0 ? low : low - 0.5
}
