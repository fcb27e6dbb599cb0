import { plain } from '#shared/kernel/plain-text.ts'

/** Longer ones are keys, addresses and encoded files: their beginning is enough to find them. */
const LONGEST_WORD = 40
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The words of a text as they are looked for: without case and accents. `NEW-7F3K` → `new`, `7f3k`. */
export function searchWords(text: string): readonly string[] {
  return plain(text.match(WORD)?.join(' ') ?? '')
    .split(' ')
    .flatMap((word) => (word === '' ? [] : [word.slice(0, LONGEST_WORD)]))
}

/** A piece of a text, and whether it is a word that was looked for. */
export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

/** Takes a text apart so that the words which begin like one of `terms` can be marked. */
export function markedPieces(text: string, terms: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!beginsLikeOne(word, terms)) continue
    if (index > at) pieces.push({ text: text.slice(at, index), isMarked: false })
    pieces.push({ text: word, isMarked: true })
    at = index + word.length
  }
  return at < text.length ? [...pieces, { text: text.slice(at), isMarked: false }] : pieces
}

const EXCERPT_BEFORE = 40
const EXCERPT_LENGTH = 140

/** The piece of a text around the first word that fits; '' when none does. */
export function excerptOf(text: string, terms: readonly string[]): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  const first = [...line.matchAll(WORD)].find(([word]) => beginsLikeOne(word, terms))
  if (first === undefined) return ''
  const start = Math.max(0, first.index - EXCERPT_BEFORE)
  const piece = line.slice(start, start + EXCERPT_LENGTH)
  return `${start > 0 ? '…' : ''}${piece}${start + EXCERPT_LENGTH < line.length ? '…' : ''}`
}

function beginsLikeOne(word: string, terms: readonly string[]): boolean {
  const simple = plain(word)
  return terms.some((term) => simple.startsWith(term))
}

/** Wrong letters that are forgiven: none in short words and in what holds a digit. */
export function forgiven(word: string): number {
  if (word.length < 4 || /\d/u.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

/**
 * Letters to change, add, leave out or swap with their neighbour to turn one word into the other (optimal string
 * alignment); anything above `most` is answered as `most + 1`.
 */
export function wrongLetters(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    let least = row
    for (let column = 1; column <= other.length; column++) {
      const cell = cellOf(one, other, row, column, { before, last, next })
      next.push(cell)
      least = Math.min(least, cell)
    }
    if (least > most) return most + 1
    before = last
    last = next
  }
  return Math.min(last[other.length] ?? 0, most + 1)
}

interface Rows {
  readonly before: readonly number[]
  readonly last: readonly number[]
  readonly next: readonly number[]
}

function cellOf(one: string, other: string, row: number, column: number, rows: Rows): number {
  const { before, last, next } = rows
  const isSame = one[row - 1] === other[column - 1]
  const changed = (last[column - 1] ?? 0) + (isSame ? 0 : 1)
  const cell = Math.min(changed, (last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1)
  const isSwapped =
    row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
  return isSwapped ? Math.min(cell, (before[column - 2] ?? 0) + 1) : cell
}
