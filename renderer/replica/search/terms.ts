/** Every term of a shelf with its postings. */
export interface Terms {
  /** The postings of a term, to append to; an unknown one begins empty. */
  postingsOf(term: string): number[]
  startingWith(word: string): readonly string[]
  all(): Iterable<string>
  /** Keeps the postings that pass, and the terms that have any left. */
  keep(isKept: (posting: number) => boolean): void
  clear(): void
}

/** Terms are looked up by so many first letters. */
const START = 2

/** No terms yet. */
export function createTerms(): Terms {
  const postings = new Map<string, number[]>()
  const byStart = new Map<string, string[]>()
  const forget = (term: string) => {
    postings.delete(term)
    const start = term.slice(0, START)
    const others = byStart.get(start)?.filter((each) => each !== term) ?? []
    if (others.length > 0) byStart.set(start, others)
    else byStart.delete(start)
  }
  return {
    postingsOf(term) {
      const known = postings.get(term)
      if (known !== undefined) return known
      const made: number[] = []
      postings.set(term, made)
      const siblings = byStart.get(term.slice(0, START))
      if (siblings === undefined) byStart.set(term.slice(0, START), [term])
      else siblings.push(term)
      return made
    },
    startingWith(word) {
      if (word.length >= START) {
        const siblings = byStart.get(word.slice(0, START)) ?? []
        return siblings.filter((term) => term.startsWith(word))
      }
      return [...byStart].flatMap(([start, some]) => (start.startsWith(word) ? some : []))
    },
    all: () => postings.keys(),
    keep(isKept) {
      for (const [term, some] of postings) {
        const kept = some.filter(isKept)
        if (kept.length > 0) postings.set(term, kept)
        else forget(term)
      }
    },
    clear() {
      postings.clear()
      byStart.clear()
    },
  }
}
