import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'

/** What is pushed arrives, and nobody learns of it. */
export const lostAnswers: Fault = {
  name: 'lost-answers',
  async strike({ stations }, random) {
    const affected = stations.filter(() => random.chance(0.7))
    const which = random.chance(0.7) ? /^POST \/sync\/push/ : /(?:)/
    for (const { cable } of affected) cable.dropAnswers(which)
    await pause(1000 + random.below(2500))
    for (const { cable } of affected) cable.heal()
  },
}
