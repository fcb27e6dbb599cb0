import { parseArgs } from 'node:util'
import { FAULTS } from './kinds/all.ts'
import { runFault, seconds, type FaultResult } from './rounds.ts'

const MOST_LINES = 30

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    fault: { type: 'string', multiple: true },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    clients: { type: 'string', default: '10' },
    replicas: { type: 'string', default: '3' },
    minutes: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})

/** A replica that did not heal may wait for its server for as long as the program is there. */
const LONGEST_END_MS = 10_000

process.exitCode = await run()
setTimeout(() => process.exit(), LONGEST_END_MS).unref()

/** Runs the chosen faults one after the other. Returns the exit code: 1 when anything was found. */
async function run(): Promise<number> {
  const faults = FAULTS.filter(({ name }) => values.fault === undefined || values.fault.includes(name))
  if (faults.length === 0) {
    console.error(`There is no such fault; there are ${FAULTS.map(({ name }) => name).join(', ')}.`)
    return 1
  }
  const seed = Number(values.seed)
  const endsAt = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000
  const results: FaultResult[] = []
  for (const fault of faults) {
    const result = await runFault(fault, {
      rounds: Number(values.rounds),
      seed,
      clients: Number(values.clients),
      replicas: Number(values.replicas),
      goesOn: () => Date.now() < endsAt,
      onRound: (line) => {
        if (!values.quiet) console.log(line)
      },
    })
    results.push(result)
    report(result, seed)
  }
  const sum = (field: 'rounds' | 'lost' | 'doubled' | 'unequal'): number =>
    results.reduce((total, result) => total + result[field], 0)
  const unequal = sum('unequal') === 0 ? '' : `, ${sum('unequal')} unequal`
  console.log(`faults: ${sum('rounds')} rounds, ${sum('lost')} lost, ${sum('doubled')} doubled${unequal}`)
  return results.some(({ violations }) => violations.length > 0) ? 1 : 0
}

function report(result: FaultResult, seed: number): void {
  const { name, rounds, lost, doubled, unequal, longestHealMs, violations } = result
  const { acts, brokenOff } = result
  if (result.skipped !== undefined) {
    console.log(`${name}: skipped, ${result.skipped}`)
    return
  }
  const counts = `${rounds} rounds, ${lost} lost, ${doubled} doubled, ${unequal} unequal`
  console.log(
    `${name}: ${counts}, longest heal ${seconds(longestHealMs)} (${acts} acts, ${brokenOff} broken off)`,
  )
  if (violations.length === 0) return
  console.log(`seed ${seed} violates:`)
  for (const line of violations.slice(0, MOST_LINES)) console.log(`  ${line}`)
  if (violations.length > MOST_LINES) console.log(`  and ${violations.length - MOST_LINES} more`)
}
