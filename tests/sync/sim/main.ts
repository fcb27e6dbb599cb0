import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PLANTS } from './plants/all.ts'
import type { Plan } from './plan.ts'
import { runJobs } from './pool.ts'
import type { JobResult } from './worker.ts'

const REGRESSIONS = join(import.meta.dirname, '..', 'regressions')
/** Seeds in which a planted bug must show. */
const PLANT_SEEDS = 800

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    plant: { type: 'string' },
    minutes: { type: 'string' },
    regressions: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
})

const jobs = Math.max(1, Number(values.jobs))
const endsAt = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000
const first = values.seed === undefined ? 1 : Number(values.seed)
const count =
  values.seed !== undefined && process.argv.every((word) => !word.startsWith('--seeds'))
    ? 1
    : Number(values.seeds)

process.exitCode = values.plant === undefined ? await searchSeeds() : await catchPlants(values.plant)

/** Runs seeds, and the plans of earlier failures when asked to; prints `N seeds, V violations`. Returns the exit code. */
async function searchSeeds(): Promise<number> {
  const startedAt = Date.now()
  let done = 0
  let violations = 0
  let saved = 0
  const judge = (result: JobResult) => {
    done += 1
    saved += result.saved
    if (values.trace) console.log([`seed ${result.seed}: ${result.hash}`, ...result.lines].join('\n'))
    if (result.violations.length === 0) return
    violations += 1
    report(result)
    keep(result)
  }
  const plans = values.regressions ? regressions() : []
  const known = plans.map((plan) => ({ seed: plan.seed, plan, shrinkTries: 0 }))
  const seeds = Array.from({ length: count }, (_, at) => ({ seed: first + at, shrinkTries: 150 }))
  await runJobs([...known, ...seeds], jobs, () => Date.now() < endsAt, judge)
  const seconds = (Date.now() - startedAt) / 1000
  const pace = `${seconds.toFixed(0)} s, ${(seconds / Math.max(1, done)).toFixed(2)} s a seed, ${saved} acts saved`
  console.log(`${pace}\n${done} seeds, ${violations} violations`)
  return violations > 0 ? 1 : 0
}

/** Plants one known bug, or each in turn, and looks for a seed that shows it; prints `caught K/N`. */
async function catchPlants(name: string): Promise<number> {
  const plants = PLANTS.filter((plant) => name === 'all' || plant.name === name)
  if (plants.length === 0)
    throw new Error(`There is no plant ${name}: ${PLANTS.map((each) => each.name).join(', ')}`)
  let caught = 0
  for (const plant of plants) {
    let found: JobResult | undefined
    let tried = 0
    const queue = Array.from({ length: PLANT_SEEDS }, (_, at) => ({
      seed: first + at,
      plant: plant.name,
      shrinkTries: 0,
    }))
    await runJobs(
      queue,
      jobs,
      () => found === undefined && Date.now() < endsAt,
      (result) => {
        tried += 1
        if (result.violations.some(({ invariant }) => plant.breaks.includes(invariant))) found ??= result
      },
    )
    const own = found?.violations.filter(({ invariant }) => plant.breaks.includes(invariant))
    const by = [...new Set(own?.map((each) => `${each.invariant} ${each.name}`))].join(', ')
    if (found) caught += 1
    console.log(
      found ? `caught ${plant.name} after ${tried} seeds by ${by}` : `MISSED ${plant.name} in ${tried} seeds`,
    )
    if (found && values.trace) report(found)
  }
  console.log(`caught ${caught}/${plants.length}`)
  return caught === plants.length ? 0 : 1
}

function report({ seed, plan, violations, lines }: JobResult): void {
  console.log(`\nseed ${seed} violates, with ${plan.devices.length} devices and ${plan.steps.length} steps:`)
  for (const { invariant, name, detail } of violations) console.log(`  ${invariant} ${name}: ${detail}`)
  console.log(lines.map((line) => `  | ${line}`).join('\n'))
}

/** A failing plan joins the regressions, so that it runs with every test from now on. */
function keep({ seed, plan }: JobResult): void {
  writeFileSync(join(REGRESSIONS, `seed-${seed}.json`), `${JSON.stringify(plan, undefined, 2)}\n`)
}

function regressions(): readonly Plan[] {
  const files = readdirSync(REGRESSIONS).filter((name) => name.endsWith('.json'))
  return files.map((name) => JSON.parse(readFileSync(join(REGRESSIONS, name), 'utf8')) as Plan)
}
