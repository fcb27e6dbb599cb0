import type { Fault } from '../fault.ts'
import { diskFull } from './disk-full.ts'
import { killPostgres } from './kill-postgres.ts'
import { killServer } from './kill-server.ts'
import { longTransaction } from './long-transaction.ts'
import { lostAnswers } from './lost-answers.ts'
import { partition } from './partition.ts'
import { pausePostgres } from './pause-postgres.ts'
import { pauseServer } from './pause-server.ts'
import { restore } from './restore.ts'
import { rollingRestart } from './rolling-restart.ts'

/** Every kind of outage there is. */
export const FAULTS: readonly Fault[] = [
  killServer,
  killPostgres,
  pauseServer,
  pausePostgres,
  partition,
  lostAnswers,
  longTransaction,
  rollingRestart,
  diskFull,
  restore,
]
