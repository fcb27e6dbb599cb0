import { beginTime, runToEnd } from './virtual-time.ts'
import { planOf, type Plan } from './plan.ts'
import { PLANTS } from './plants/all.ts'
import { noPlant } from './plants/plant.ts'
import { prepareTemplate } from './server.ts'
import { shrink } from './shrink.ts'
import { simulate, type Outcome } from './simulate.ts'

/** What a worker is asked: a plan, or the seed of one. */
export interface Job {
  readonly seed: number
  readonly plan?: Plan
  readonly plant?: string
  /** Most runs that may go into making a failing plan smaller; 0: none. */
  readonly shrinkTries: number
}

/** What it answers; `plan` is the smallest one that fails. */
export interface JobResult extends Outcome {
  readonly seed: number
  readonly plan: Plan
}

/** RxDB itself takes part in one seed of so many; the others keep their documents in memory. */
const RXDB_EVERY = 20

async function run({
  seed,
  plan = planOf(seed, seed % RXDB_EVERY === 0),
  plant,
  shrinkTries,
}: Job): Promise<JobResult> {
  const planted = PLANTS.find(({ name }) => name === plant) ?? noPlant
  const outcome = await simulate(plan, planted)
  if (outcome.violations.length === 0 || shrinkTries === 0) return { ...outcome, seed, plan }
  const small = await shrink({ plan, outcome }, planted, shrinkTries)
  return { ...small.outcome, seed, plan: small.plan }
}

// Every wait that is cut short makes an error, and nobody reads where it came from.
Error.stackTraceLimit = 3
beginTime(0)
await runToEnd(prepareTemplate(), 60_000, 'Preparing')
let last: Promise<unknown> = Promise.resolve()
process.on('message', (job: Job) => {
  last = last.then(async () => process.send?.(await run(job)))
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
