import './virtual-time.ts'
import { isUnreadable } from './acts.ts'
import { checkInvariants, type Healing, type Violation } from './invariants.ts'
import { differencesOn } from './invariants/copies.ts'
import type { Plan } from './plan.ts'
import { noPlant, type Plant } from './plants/plant.ts'
import { newTrace } from './trace.ts'
import { openWorld } from './open-world.ts'
import { beginTime, leapTime, runTime, runToEnd, virtualNow } from './virtual-time.ts'
import type { World } from './world.ts'

/** Milliseconds within which everything must be well again once the faults are over: invariant 14. */
const HEALING = 30_000
/** A little more than the time between two comparisons of a device with the server. */
const A_DAY = 25 * 3_600_000
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
    const quietAfter = await becomeQuiet(world, virtualNow())
    const repairedAfter = await compareDamaged(world)
    const healing: Healing = { quietAfter, repairedAfter, allowed: HEALING }
    const violations = await runToEnd(checkInvariants(world, healing), 600_000, 'Judging')
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

/** A day passes when a disk was damaged: then every device compares itself with the server. Resolves as `becomeQuiet`. */
async function compareDamaged(world: World): Promise<number | undefined> {
  const damaged = world.devices.filter(({ isDamaged, isRevoked }) => isDamaged && !isRevoked)
  if (damaged.length === 0) return 0
  for (const device of damaged) {
    const before = await runToEnd(differencesOn(world, device), 60_000, 'Looking for the damage')
    world.damage.set(device, { before, comparedAfter: device.now() })
  }
  world.trace.add('world', 'a day passes')
  leapTime(A_DAY)
  const since = virtualNow()
  await runTime(since + 2000, () => false)
  return becomeQuiet(world, since)
}

/** Milliseconds until nothing waits and everybody has everything; undefined when it never comes to that. */
async function becomeQuiet(world: World, since: number): Promise<number | undefined> {
  let isTold = false
  while (virtualNow() - since < PATIENCE) {
    const at = virtualNow()
    const isLate = at - since > HEALING
    if (isLate && !isTold) world.trace.add('world', `not at rest: ${(await whatIsBusy(world)).join(', ')}`)
    isTold ||= isLate
    if (await isQuiet(world)) {
      await runTime(virtualNow() + 1500, () => false)
      if (await isQuiet(world)) return at - since
    } else await runTime(virtualNow() + 250, () => false)
  }
  return undefined
}

async function isQuiet(world: World): Promise<boolean> {
  return (await whatIsBusy(world)).length === 0
}

/** Who does not have everything yet, or still does something, in words. */
async function whatIsBusy({ devices, server, pulls }: World): Promise<readonly string[]> {
  const head = await runToEnd(server.store.head(), 10_000, 'Reading the head')
  const epoch = await runToEnd(server.store.epoch(), 10_000, 'Reading the epoch')
  return devices.flatMap(({ deviceId, isRevoked, isWiped, program, open }) => {
    if (isRevoked) return isWiped ? [] : [`${deviceId} was revoked and is not wiped`]
    const pull = pulls.get(deviceId)
    const isCurrent = pull !== undefined && !pull.more && pull.pos === head && pull.epoch === epoch
    const isAtRest = program?.waiting.every((entry) => entry.lastError !== '' || isUnreadable(entry)) === true
    const phase = program?.status?.phase ?? 'not started'
    return [
      ...(isCurrent ? [] : [`${deviceId} has pulled to ${pull?.pos}, not ${head}`]),
      ...(isAtRest ? [] : [`${deviceId} has something to send`]),
      ...(phase === 'synced' ? [] : [`${deviceId} is ${phase}`]),
      ...(open.size === 0 ? [] : [`${deviceId} waits for an answer`]),
    ]
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
