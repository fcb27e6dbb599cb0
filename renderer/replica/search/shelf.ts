import { createTerms, lettersOf, type Terms } from './terms.ts'
import { forgiven, wrongLetters } from './words.ts'

/** Bits of a posting that hold the weight; the passage's number stands above them. */
const WEIGHT_BITS = 6
const WEIGHT_MASK = 63
const GONE = -1
const MOST_CORRECTED = 24
/** A correction counts less than a word that was meant. */
const CORRECTED = 0.5

/** A term that a word may mean, where it stands, and how surely it is meant (0–1). */
export interface Meant {
  readonly term: string
  readonly postings: readonly number[]
  readonly share: number
}

/**
 * An inverted index in memory: for each term the passages it stands in, as one number each. What is replaced or dropped
 * is skipped until it is swept out, so that a change costs as much as its own words.
 */
export interface Shelf {
  /** Passages that were not dropped. */
  readonly size: number
  /** Puts a passage that leads to a target, both by number; postings of an earlier one of that key are void. */
  put(key: string, target: number, words: Iterable<readonly [term: string, weight: number]>): void
  /** The postings of a term, to append to while many passages are loaded. */
  postingsOf(term: string): number[]
  /** The number of a new passage. */
  begin(key: string, target: number): number
  drop(key: string): void
  /** Terms that begin with a word. */
  beginning(word: string): readonly Meant[]
  /** Terms that a word with wrong letters may have meant, the nearest first. */
  corrected(word: string): readonly Meant[]
  /** Where each passage leads, by number; -1 for one that is gone. */
  targets(): readonly number[]
  keyOf(passage: number): string
  clear(): void
}

/** One posting. */
export function posting(passage: number, weight: number): number {
  return (passage << WEIGHT_BITS) | weight
}

/** The passage of a posting. */
export function passageIn(one: number): number {
  return one >>> WEIGHT_BITS
}

/** The weight of a posting, 1–63. */
export function weightIn(one: number): number {
  return one & WEIGHT_MASK
}

/** An empty shelf. */
export function createShelf(): Shelf {
  const terms = createTerms()
  const numbers = new Map<string, number>()
  let keys: string[] = []
  let targets: number[] = []
  let gone = 0

  const drop = (key: string) => {
    const number = numbers.get(key)
    if (number === undefined) return
    numbers.delete(key)
    targets[number] = GONE
    keys[number] = ''
    gone += 1
    if (gone <= SWEEP_AT || gone <= numbers.size) return
    terms.keep((one) => targets[passageIn(one)] !== GONE)
    gone = 0
  }
  const begin = (key: string, target: number): number => {
    drop(key)
    const number = targets.push(target) - 1
    keys.push(key)
    numbers.set(key, number)
    return number
  }
  const meant = (term: string, share: number) => ({ term, postings: terms.postingsOf(term), share })
  return {
    get size() {
      return numbers.size
    },
    postingsOf: terms.postingsOf,
    begin,
    put(key, target, words) {
      const number = begin(key, target)
      for (const [term, weight] of words) terms.postingsOf(term).push(posting(number, weight))
    },
    drop,
    beginning: (word) => terms.startingWith(word).map((term) => meant(term, shareOf(term, word))),
    corrected: (word) =>
      nearest(terms, word).map(({ term, wrong }) => meant(term, CORRECTED * (1 - wrong / word.length))),
    targets: () => targets,
    keyOf: (passage) => keys[passage] ?? '',
    clear() {
      terms.clear()
      numbers.clear()
      keys = []
      targets = []
      gone = 0
    },
  }
}

/** Passages that are gone before they are swept out of every list. */
const SWEEP_AT = 5000

/** The whole word is meant most surely, a long word of which it is the beginning least. */
function shareOf(term: string, word: string): number {
  return term.length === word.length ? 1 : 0.2 + (0.5 * word.length) / term.length
}

interface Near {
  readonly term: string
  readonly wrong: number
}

function nearest(terms: Terms, word: string): readonly Near[] {
  const most = forgiven(word)
  if (most === 0) return []
  const wanted = lettersOf(word)
  const near: Near[] = []
  for (let length = word.length - most; length <= word.length + most; length++) {
    const spelled = terms.ofLength(length)
    for (let at = 0; at < spelled.terms.length; at++) {
      if (bitsIn(wanted ^ (spelled.letters[at] as number)) > 2 * most) continue
      const term = spelled.terms[at] as string
      const wrong = wrongLetters(word, term, most)
      if (wrong <= most && wrong > 0) near.push({ term, wrong })
    }
  }
  return near.sort((a, b) => a.wrong - b.wrong).slice(0, MOST_CORRECTED)
}

function bitsIn(number: number): number {
  let bits = number
  let count = 0
  while (bits !== 0) {
    bits &= bits - 1
    count += 1
  }
  return count
}
