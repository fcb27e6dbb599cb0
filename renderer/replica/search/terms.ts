/** Every term of a shelf with its postings. */
export interface Terms {
  /** The postings of a term, to append to; an unknown one begins empty. */
  postingsOf(term: string): number[]
  startingWith(word: string): readonly string[]
  /** Terms of letters alone that have so many of them. */
  ofLength(length: number): Spelled
  /** Keeps the postings that pass, and the terms that have any left. */
  keep(isKept: (posting: number) => boolean): void
  clear(): void
}

/** Terms, and which letters each has, a bit each: a cheap look before letters are compared. */
export interface Spelled {
  readonly terms: string[]
  readonly letters: number[]
}

/** Which letters a word has, a bit each. */
export function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

const NO_TERMS: Spelled = { terms: [], letters: [] }
/** Terms are looked up by so many first letters. */
const START = 2

/** No terms yet. */
export function createTerms(): Terms {
  const postings = new Map<string, number[]>()
  const byStart = new Map<string, string[]>()
  const byLength = new Map<number, Spelled>()
  const enter = (term: string) => {
    const start = term.slice(0, START)
    const siblings = byStart.get(start)
    if (siblings === undefined) byStart.set(start, [term])
    else siblings.push(term)
    if (/\d/u.test(term)) return
    const spelled = byLength.get(term.length) ?? { terms: [], letters: [] }
    byLength.set(term.length, spelled)
    spelled.terms.push(term)
    spelled.letters.push(lettersOf(term))
  }
  return {
    postingsOf(term) {
      const known = postings.get(term)
      if (known !== undefined) return known
      const made: number[] = []
      postings.set(term, made)
      enter(term)
      return made
    },
    startingWith(word) {
      if (word.length >= START) {
        const siblings = byStart.get(word.slice(0, START)) ?? []
        return siblings.filter((term) => term.startsWith(word))
      }
      return [...byStart].flatMap(([start, some]) => (start.startsWith(word) ? some : []))
    },
    ofLength: (length) => byLength.get(length) ?? NO_TERMS,
    keep(isKept) {
      for (const [term, some] of postings) {
        const kept = some.filter(isKept)
        if (kept.length > 0) postings.set(term, kept)
        else postings.delete(term)
      }
      byStart.clear()
      byLength.clear()
      for (const term of postings.keys()) enter(term)
    },
    clear() {
      postings.clear()
      byStart.clear()
      byLength.clear()
    },
  }
}
