/** A stream of numbers in [0, 1) that the same seed always gives. */
export interface Random {
  (): number
  /** A whole number from 0 up to, without, `limit`. */
  below(limit: number): number
  /** One of the values; throws when there is none. */
  pick<T>(values: readonly T[]): T
  /** True with this probability. */
  chance(probability: number): boolean
}

/** Random numbers from a seed: the 32-bit generator mulberry32, whose whole state is one integer. */
export function seededRandom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return Object.assign(next, {
    below: (limit: number) => Math.floor(next() * limit),
    chance: (probability: number) => next() < probability,
    pick: <T>(values: readonly T[]): T => {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new Error('There is nothing to pick from.')
      return value
    },
  })
}
