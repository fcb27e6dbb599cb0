import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'

/** One of the servers, or both one after the other, ends in the middle of its work and is started again. */
export const killServer: Fault = {
  name: 'kill-server',
  async strike({ servers }, random) {
    const victims = random.chance(0.3) ? servers : [random.pick(servers)]
    for (const server of victims) {
      await pause(random.below(500))
      await server.kill('SIGKILL')
      await pause(random.below(800))
      await server.restart()
    }
  },
}
