const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = DIGITS.length
const LONGEST = 60

/** Anything that is ordered among its siblings. */
interface Placed {
  readonly id: string
  readonly position: string
}

/** Siblings in their order; two that were put in the same place apart from each other are ordered by id. */
export function inOrder<T extends Placed>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => compareText(a.position, b.position) || compareText(a.id, b.id))
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * A position between two neighbours, '' for the begin and the end: positions are fractions written in 62 digits, so
 * there is always another one in between and nobody else has to move. Falls behind `before` where the two are equal.
 */
export function positionBetween(before: string, after: string): string {
  const upper = after > before ? after : ''
  const digits: string[] = []
  for (let at = 0; at < LONGEST; at++) {
    const low = digitAt(before, at, 0)
    const isOpen = upper === '' || !upper.startsWith(digits.join(''))
    const high = isOpen ? BASE : digitAt(upper, at, 0)
    // Behind the last one the next digit is enough, so that a long list grows slowly.
    const isLast = upper === '' && before !== ''
    const middle = isLast ? Math.min(low + 1, BASE - 1) : Math.floor((low + high) / 2)
    if (middle > low) return [...digits, DIGITS[middle]].join('')
    digits.push(DIGITS[low] ?? '0')
  }
  return digits.join('')
}

function digitAt(text: string, at: number, none: number): number {
  const digit = text[at]
  return digit === undefined ? none : Math.max(0, DIGITS.indexOf(digit))
}

/** A position behind all siblings. */
export function positionAtEnd(siblings: readonly Placed[]): string {
  return positionBetween(inOrder(siblings).at(-1)?.position ?? '', '')
}
