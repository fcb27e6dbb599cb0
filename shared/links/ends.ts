import type { EndKind, Link, LinkKind } from './schema.ts'

type Pair = readonly [from: EndKind, to: EndKind]

interface LinkRule {
  readonly pairs: readonly Pair[] | 'any'
  /** Reads the same from both ends. */
  readonly isMutual?: boolean
}

const TICKETS: Pair = ['tickets', 'tickets']
const ASSETS: Pair = ['assets', 'assets']

/** What each kind of link may join, read from its `from` to its `to`. */
const LINK_RULES: Readonly<Record<LinkKind, LinkRule>> = {
  related: { pairs: 'any', isMutual: true },
  'duplicate-of': { pairs: [TICKETS] },
  'caused-by': { pairs: [TICKETS] },
  blocks: { pairs: [TICKETS] },
  'part-of': { pairs: [TICKETS, ASSETS] },
  'fixed-by': { pairs: [TICKETS] },
  concerns: { pairs: [['tickets', 'assets']] },
  'depends-on': { pairs: [ASSETS] },
  'runs-on': { pairs: [ASSETS] },
  'connected-to': { pairs: [ASSETS], isMutual: true },
  'used-by': { pairs: [['assets', 'people']] },
  'split-from': { pairs: [TICKETS] },
  'documented-by': {
    pairs: [
      ['tickets', 'documents'],
      ['assets', 'documents'],
    ],
  },
  'explained-by': { pairs: [['tickets', 'articles']] },
}

/** True when links of a kind read the same from both ends: there is no inverse. */
export function isMutual(kind: LinkKind): boolean {
  return LINK_RULES[kind].isMutual === true
}

/** True when a link of this kind may lead from the one to the other collection. */
export function isPossible(kind: LinkKind, from: EndKind, to: EndKind): boolean {
  const { pairs } = LINK_RULES[kind]
  return pairs === 'any' || pairs.some((pair) => pair[0] === from && pair[1] === to)
}

/** A way to relate one document to another: words `links:forward.<kind>`, or `links:inverse.<kind>` read backwards. */
export interface LinkChoice {
  readonly kind: LinkKind
  readonly isForward: boolean
}

/** Every way to relate a document of one collection to one of another, as a person chooses it. */
export function linkChoices(here: EndKind, there: EndKind): readonly LinkChoice[] {
  return (Object.keys(LINK_RULES) as LinkKind[]).flatMap((kind) => [
    ...(isPossible(kind, here, there) ? [{ kind, isForward: true }] : []),
    ...(isPossible(kind, there, here) && !isMutual(kind) ? [{ kind, isForward: false }] : []),
  ])
}

/** True when two links say the same, whichever way round a mutual one is written. */
export function saysTheSame(one: LinkEnds, other: LinkEnds): boolean {
  if (one.kind !== other.kind) return false
  const same = one.fromId === other.fromId && one.toId === other.toId
  return same || (isMutual(one.kind) && one.fromId === other.toId && one.toId === other.fromId)
}

/** A link without what the server adds. */
export type LinkEnds = Pick<Link, 'kind' | 'fromCollection' | 'fromId' | 'toCollection' | 'toId'>
