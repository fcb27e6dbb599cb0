/** Many that ask for something small go one after another, so that the screen never waits for all of them. */
export interface Turns {
  /** Calls `begin` when it is this one's turn. What it answers ends the turn, or leaves the line before it. */
  wait(begin: () => void): () => void
}

/** A line in which nobody waits. What a person does goes before each turn. */
export function createTurns(): Turns {
  const line = new Set<() => void>()
  let current: (() => void) | undefined
  const next = () => {
    current = line.values().next().value
    if (current === undefined) return
    line.delete(current)
    setTimeout(current)
  }
  return {
    wait(begin) {
      line.add(begin)
      if (current === undefined) next()
      return () => {
        line.delete(begin)
        if (current === begin) next()
      }
    },
  }
}
