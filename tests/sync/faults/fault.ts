import type { Random } from '../sim/random.ts'
import type { Site } from './site.ts'

/** One kind of outage. */
export interface Fault {
  readonly name: string
  /** Lies on a disk of its own that can be filled, which takes the superuser. */
  readonly needsSmallDisk?: boolean
  /** True when the history of the database is another one afterwards. */
  readonly restores?: boolean
  /** Breaks something while everybody writes, and mends it again: healing begins when it resolves. */
  strike(site: Site, random: Random): Promise<void>
}
