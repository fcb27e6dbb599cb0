import './virtual-time.ts'
import { isUnreadable } from './acts.ts'
import { checkInvariants, type Violation } from './invariants.ts'
import type { Plan } from './plan.ts'
import { noPlant, type Plant } from './plants/plant.ts'
import { newTrace } from './trace.ts'
import { openWorld, type World } from './world.ts'
import { beginTime, runTime, runToEnd, virtualNow } from './virtual-time.ts'

/** Milliseconds within which everything must be well again once the faults are over: invariant 14. */
const HEALING = 30_000
/** How long the simulation waits for it, so that a late one is told from one that never comes. */
const PATIENCE = 150_000

/** What a simulation showed. */
export interface Outcome {
  readonly violations: readonly Violation[]
  readonly lines: readonly string[]
  readonly hash: string
  /** Acts of people that were saved. */
  readonly saved: number
}

/** Runs a plan from beginning to end and judges what is left. */
export async function simulate(plan: Plan, plant: Plant = noPlant): Promise<Outcome> {
  beginTime(plan.seed)
  const trace = newTrace()
  const world = await runToEnd(openWorld(plan, plant, trace), 60_000, 'Opening')
  const stopListening = listenToErrors(world)
  try {
    for (const step of plan.steps) {
      await runTime(virtualNow() + step.wait, () => false)
      void world.run(step).catch((error: unknown) => world.alarms.push(`${step.kind}: ${String(error)}`))
    }
    await runTime(virtualNow() + 2000, () => false)
    world.heal()
    const healedAt = virtualNow()
    const quietAfter = await becomeQuiet(world, healedAt)
    const violations = await runToEnd(checkInvariants(world, quietAfter, HEALING), 600_000, 'Judging')
    const saved = world.intents.filter((intent) => intent.saved).length
    return { violations, lines: trace.lines, hash: trace.hash(), saved }
  } catch (error) {
    const violation = {
      invariant: 0,
      name: 'theProgramsRun',
      detail: String((error as Error).stack ?? error),
    }
    return { violations: [violation], lines: trace.lines, hash: trace.hash(), saved: 0 }
  } finally {
    stopListening()
    await runToEnd(world.close(), 60_000, 'Closing')
  }
}

/** Milliseconds until nothing waits and everybody has everything; undefined when it never comes to that. */
async function becomeQuiet(world: World, since: number): Promise<number | undefined> {
  while (virtualNow() - since < PATIENCE) {
    const at = virtualNow()
    if (await isQuiet(world)) {
      await runTime(virtualNow() + 1500, () => false)
      if (await isQuiet(world)) return at - since
    } else await runTime(virtualNow() + 250, () => false)
  }
  return undefined
}

async function isQuiet({ devices, server, pulls }: World): Promise<boolean> {
  const head = await runToEnd(server.store.head(), 10_000, 'Reading the head')
  const epoch = await runToEnd(server.store.epoch(), 10_000, 'Reading the epoch')
  return devices.every((device) => {
    if (device.isRevoked) return true
    const { program } = device
    const pull = pulls.get(device.deviceId)
    const isCurrent = pull !== undefined && !pull.more && pull.pos === head && pull.epoch === epoch
    const isAtRest = program?.waiting.every((entry) => entry.lastError !== '' || isUnreadable(entry)) === true
    const isDone = program?.status?.phase === 'synced' && isAtRest
    return isCurrent && isDone && device.open.size === 0
  })
}

/** What the programs complain about belongs to the trace. */
function listenToErrors(world: World): () => void {
  const { error, warn } = console
  console.warn = () => undefined
  console.error = (...given: readonly unknown[]) => {
    world.trace.add('console', given.map(String).join(' ').split('\n')[0] ?? '')
  }
  return () => {
    Object.assign(console, { error, warn })
  }
}
