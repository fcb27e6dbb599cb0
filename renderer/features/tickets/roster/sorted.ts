/** Orders two of a kind; never 0 for two that differ, so that each has one place. */
export type TotalOrder<T> = (a: T, b: T) => number

/** Up to so many are moved one by one; more are merged in one go. */
const FEW = 16

/** The sorted rows without some of them and with others. May change `rows` in place; use what it returns. */
export function resorted<T>(rows: T[], gone: readonly T[], added: readonly T[], order: TotalOrder<T>): T[] {
  if (rows.length === 0) return added.toSorted(order)
  if (gone.length + added.length <= FEW) {
    for (const each of gone) rows.splice(placeOf(each, rows, order), 1)
    for (const each of added) rows.splice(placeOf(each, rows, order), 0, each)
    return rows
  }
  const holes = gone.map((each) => placeOf(each, rows, order)).sort((a, b) => a - b)
  return merged(rows, holes, added.toSorted(order), order)
}

/** The rows without those at some places, and with others between them. */
function merged<T>(
  rows: readonly T[],
  holes: readonly number[],
  added: readonly T[],
  order: TotalOrder<T>,
): T[] {
  const all: T[] = []
  let [from, hole] = [0, 0]
  const copyUntil = (end: number) => {
    for (; from < end; from++) {
      if (from === holes[hole]) hole++
      else all.push(rows[from] as T)
    }
  }
  for (const each of added) {
    copyUntil(placeOf(each, rows, order, from))
    all.push(each)
  }
  copyUntil(rows.length)
  return all
}

/** Where it stands, or would stand, among the sorted rows from an index on. */
function placeOf<T>(wanted: T, rows: readonly T[], order: TotalOrder<T>, from = 0): number {
  let [low, high] = [from, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (order(rows[middle] as T, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}
