import type { DocKey } from './passages.ts'
import { passageIn, weightIn, type Meant, type Shelf } from './shelf.ts'

/** How words are taken: each of them must fit or any, and which of them may have wrong letters. */
export interface Lookup {
  readonly every: boolean
  /** `unknown`: words that nothing begins with. */
  readonly corrected: 'unknown' | 'all'
}

/** Told of each target that fits; `said` is the passage whose long text fits, -1 when the short words say it all. */
export type Offer = (target: number, score: number, said: number) => void

/** What fits, and the beginnings of words that made it fit. */
export interface Ranking {
  readonly terms: readonly string[]
  ranked(offer: Offer): void
  /** The document of a passage, '' for -1. */
  saidIn(passage: number): DocKey | ''
}

/** A fit in the words people look for mostly counts more than one inside a long text. */
const SHARE_OF_SHELF = [2, 1] as const

/** What words may mean on each shelf, looked up once however often it is asked. */
export interface Meanings {
  /** Terms that begin with the word. */
  beginning(word: string): readonly (readonly Meant[])[]
  /** Terms the word may be with wrong letters. */
  corrected(word: string): readonly (readonly Meant[])[]
}

/** Looks words up on shelves. */
export function createMeanings(shelves: readonly Shelf[]): Meanings {
  const once = (look: (shelf: Shelf, word: string) => readonly Meant[]) => {
    const known = new Map<string, readonly (readonly Meant[])[]>()
    return (word: string) => {
      const found = known.get(word) ?? shelves.map((shelf) => look(shelf, word))
      known.set(word, found)
      return found
    }
  }
  return {
    beginning: once((shelf, word) => shelf.beginning(word)),
    corrected: once((shelf, word) => shelf.corrected(word)),
  }
}

/** Finds the targets of words. The first shelf holds short words, the second, where there is one, long texts. */
export function rankTargets(
  shelves: readonly Shelf[],
  known: Meanings,
  words: readonly string[],
  lookup: Lookup,
  tally: Tally,
): Ranking {
  const terms = new Set<string>()
  const meanings = words.map((word) => meaningsOf(known, word, lookup, terms))
  if (lookup.every) {
    // The rarest first: what it does not fit need not be looked at again.
    const order = meanings.toSorted((a, b) => a.count - b.count)
    for (const meaning of order) tallyWord(shelves, meaning, tally, true)
  } else for (const meaning of meanings) tallyWord(shelves, meaning, tally, false)
  return {
    terms: [...terms],
    ranked: (offer) => offerAll(tally, words.length, lookup, offer),
    saidIn: (passage) => (passage < 0 ? '' : ((shelves[1]?.keyOf(passage) ?? '') as DocKey | '')),
  }
}

/** What a word may mean on each shelf, and how many postings that is. */
interface Meaning {
  readonly shelves: readonly (readonly Meant[])[]
  readonly count: number
}

function meaningsOf(known: Meanings, word: string, { corrected }: Lookup, terms: Set<string>): Meaning {
  const beginning = known.beginning(word)
  const isKnown = beginning.some((meant) => meant.length > 0)
  if (isKnown) terms.add(word)
  if (isKnown && corrected === 'unknown') return counted(beginning)
  const near = known.corrected(word)
  for (const { term } of near.flat()) terms.add(term)
  return counted(beginning.map((meant, at) => [...meant, ...(near[at] ?? [])]))
}

function counted(shelves: readonly (readonly Meant[])[]): Meaning {
  return { shelves, count: shelves.flat().reduce((sum, { postings }) => sum + postings.length, 0) }
}

/** By target: the score so far, that of the word at hand, and how many words fit. */
export interface Tally {
  readonly score: Float32Array
  readonly word: Float32Array
  readonly fitting: Uint8Array
  /** A bit for each word that fits in the short words. */
  readonly fittingShort: Uint16Array
  /** The long passage that fits best, counted from 1; 0 for none. */
  readonly said: Int32Array
  readonly saidScore: Float32Array
  /** Targets that fit the word at hand. */
  touched: number[]
  /** Words tallied. */
  words: number
}

/** Room for tallies, one after another: new arrays for each question would keep the collector of garbage busy. */
export function createTallies(): (targets: number) => Tally {
  let room = emptyTally(0)
  return (targets) => {
    if (room.score.length < targets) room = emptyTally(Math.ceil(targets * 1.5))
    const { score, word, fitting, fittingShort, said, saidScore } = room
    for (const all of [score, word, fitting, fittingShort, said, saidScore]) all.fill(0)
    return { ...room, touched: [], words: 0 }
  }
}

function emptyTally(targets: number): Tally {
  return {
    score: new Float32Array(targets),
    word: new Float32Array(targets),
    fitting: new Uint8Array(targets),
    fittingShort: new Uint16Array(targets),
    said: new Int32Array(targets),
    saidScore: new Float32Array(targets),
    touched: [],
    words: 0,
  }
}

function tallyWord(shelves: readonly Shelf[], meaning: Meaning, tally: Tally, every: boolean): void {
  const { score, word, fitting } = tally
  const before = tally.touched
  const touched: number[] = []
  const passages = shelves.reduce((sum, { size }) => sum + size, 0)
  const rarity = Math.log(1 + passages / (1 + meaning.count))
  meaning.shelves.forEach((meant, at) => {
    const shelf = shelves[at]
    if (shelf === undefined) return
    const share = (SHARE_OF_SHELF[at] ?? 1) * rarity
    for (const one of meant) tallyTerm(shelf, one, at === 0, share * one.share, { tally, touched, every })
  })
  for (const target of touched) {
    score[target] = (score[target] ?? 0) + (word[target] ?? 0)
    word[target] = 0
    fitting[target] = (fitting[target] ?? 0) + 1
  }
  tally.touched = every ? touched : [...new Set([...before, ...touched])]
  tally.words += 1
}

interface Tallying {
  readonly tally: Tally
  readonly touched: number[]
  readonly every: boolean
}

/** The innermost loop: some 100,000 rounds for a word that many documents have. */
function tallyTerm(
  shelf: Shelf,
  meant: Meant,
  isShort: boolean,
  share: number,
  { tally, touched, every }: Tallying,
): void {
  const { word, fitting, fittingShort, said, saidScore, words } = tally
  const { postings } = meant
  const targets = shelf.targets()
  for (let at = 0; at < postings.length; at++) {
    const one = postings[at] as number
    const passage = passageIn(one)
    const target = targets[passage] as number
    if (target < 0 || (every && fitting[target] !== words)) continue
    const score = share * weightIn(one)
    const known = word[target] as number
    if (known === 0) touched.push(target)
    if (score > known) word[target] = score
    if (isShort) fittingShort[target] = (fittingShort[target] as number) | (1 << words)
    else if (score > (saidScore[target] as number)) {
      saidScore[target] = score
      said[target] = passage + 1
    }
  }
}

function offerAll(
  { touched, score, fitting, fittingShort, said }: Tally,
  words: number,
  { every }: Lookup,
  offer: Offer,
): void {
  const all = (1 << words) - 1
  for (const target of touched) {
    if (every && fitting[target] !== words) continue
    const passage = (said[target] as number) - 1
    const isSaid = passage >= 0 && fittingShort[target] !== all
    // Of two that have a different number of the words, the one with more of them comes first.
    const points = (score[target] as number) * (fitting[target] as number)
    offer(target, points, isSaid ? passage : -1)
  }
}
