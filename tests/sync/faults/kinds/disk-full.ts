import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../fault.ts'
import { untilDatabaseAnswers } from '../mending.ts'

/** The disk of the database fills up; it fails or stops altogether until there is room again. */
export const diskFull: Fault = {
  name: 'disk-full',
  needsSmallDisk: true,
  async strike(site, random) {
    if (!site.disk) throw new Error('this fault needs a disk that can be filled')
    await pause(random.below(500))
    await site.disk.fill()
    await pause(1500 + random.below(2000))
    await site.disk.free()
    await untilDatabaseAnswers(site)
  },
}
