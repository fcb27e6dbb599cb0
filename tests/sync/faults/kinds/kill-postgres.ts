import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'

/** The database ends in the middle of its work and recovers from its log. */
export const killPostgres: Fault = {
  name: 'kill-postgres',
  async strike({ cluster }, random) {
    await pause(random.below(800))
    await cluster.crash()
    await pause(random.below(1200))
    await cluster.start()
  },
}
