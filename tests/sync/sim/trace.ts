import { createHash } from 'node:crypto'
import { EPOCH, virtualNow } from './virtual-time.ts'

/** What happened, line by line: `+12.345 ann-0 saved …`. */
export interface Trace {
  readonly lines: readonly string[]
  add(who: string, what: string): void
  /** Two runs of one plan have the same. */
  hash(): string
}

/** An empty trace. */
export function newTrace(): Trace {
  const lines: string[] = []
  return {
    lines,
    add(who, what) {
      const at = ((virtualNow() - EPOCH) / 1000).toFixed(3)
      lines.push(`+${at.padStart(8)} ${who.padEnd(8)} ${what}`)
    },
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}
