import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'

/**
 * Some are heard and hear nothing, some hear and are not heard, some are cut off altogether. Afterwards some get what was
 * held, and of others the network has forgotten the connections: what was answered meanwhile never arrives.
 */
export const partition: Fault = {
  name: 'partition',
  async strike({ stations }, random) {
    const affected = stations.filter(() => random.chance(0.6))
    for (const { cable } of affected) {
      await pause(random.below(100))
      if (random.chance(0.4)) cable.partition('to-client')
      else if (random.chance(0.7)) cable.partition('to-server')
      else cable.partition('to-client', 'to-server')
    }
    await pause(1000 + random.below(2500))
    for (const { cable } of affected) {
      if (random.chance(0.5)) cable.cut()
      cable.heal()
    }
  },
}
