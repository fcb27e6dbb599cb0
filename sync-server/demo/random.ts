/** A reproducible source of chance: the same seed gives the same desk on every machine. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to `below` - 1. */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  /** True with this probability. */
  happens(probability: number): boolean
}

/** A 32-bit linear congruential generator (constants of Numerical Recipes), scrambled by a xorshift. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    let mixed = state
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x2c1b3c6d) >>> 0
    mixed ^= mixed >>> 12
    return (mixed >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick: (list) => {
      const chosen = list[below(list.length)]
      if (chosen === undefined) throw new Error('Nothing to pick from')
      return chosen
    },
    happens: (probability) => next() < probability,
  }
}
