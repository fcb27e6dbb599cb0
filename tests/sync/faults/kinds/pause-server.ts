import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'

/** The database takes back the locks of a process that stands still in a transaction after ten seconds. */
const LONG_MS = 11_000

/** A server stands still and goes on as if nothing had happened, now and then after it lost its locks. */
export const pauseServer: Fault = {
  name: 'pause-server',
  async strike({ servers }, random) {
    const pid = random.pick(servers).pid()
    await pause(random.below(500))
    process.kill(pid, 'SIGSTOP')
    await pause(random.chance(0.1) ? LONG_MS : 500 + random.below(2000))
    process.kill(pid, 'SIGCONT')
  },
}
