import { diff3Merge } from 'node-diff3'
import type { MergeText } from '#shared/protocol/merge.ts'

/** Most pairs of equal lines that are looked at; beyond it a merge would hold up the process. */
const MOST_PAIRS = 2_000_000

/** Merges two versions of a text by lines (diff3); undefined when both changed the same lines or it is too long. */
export const mergeTextByLines: MergeText = (mine, base, theirs) => {
  const [a, o, b] = [mine.split('\n'), base.split('\n'), theirs.split('\n')]
  if (equalPairs(a, o) > MOST_PAIRS || equalPairs(b, o) > MOST_PAIRS) return undefined
  const lines: string[] = []
  for (const region of diff3Merge(a, o, b, { excludeFalseConflicts: true })) {
    if (region.ok === undefined) return undefined
    for (const line of region.ok) lines.push(line)
  }
  return lines.join('\n')
}

/** How many pairs of equal lines two texts have: what the search for common lines costs. */
function equalPairs(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1)
  return other.reduce((pairs, line) => pairs + (counts.get(line) ?? 0), 0)
}
