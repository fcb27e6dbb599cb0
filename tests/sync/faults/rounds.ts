import { setTimeout as pause } from 'node:timers/promises'
import { startPostgresCluster } from '#tests/support/postgres-cluster.ts'
import { seededRandom } from '../sim/random.ts'
import { auditWrites, differences, expectedCopy, readContents, type Findings, type Witness } from './audit.ts'
import type { Fault } from './fault.ts'
import { openSite, type Ground, type Site, type Station } from './site.ts'
import { mountSmallDisk } from './small-disk.ts'

/** How a fault's rounds are run. */
export interface RoundOptions {
  readonly rounds: number
  readonly seed: number
  readonly clients: number
  readonly replicas: number
  /** Told of every round as it ends. */
  readonly onRound: (line: string) => void
  /** False when no further round may begin. */
  readonly goesOn: () => boolean
}

/** What the rounds of one fault showed; `skipped` says why there were none. */
export interface FaultResult {
  readonly name: string
  readonly rounds: number
  readonly lost: number
  readonly doubled: number
  readonly unequal: number
  readonly longestHealMs: number
  readonly acts: number
  /** Exchanges that broke off or were put off. */
  readonly brokenOff: number
  /** Every violation, with its round, and what else must never happen. */
  readonly violations: readonly string[]
  readonly skipped?: string
}

/** The longest time from the end of a fault until everybody has everything, in milliseconds. */
const HEAL_MS = 30_000
const POLL_MS = 250
/** Copies grow, and after a restore everything is offered again: a site that is too old measures its own size. */
const ROUNDS_PER_SITE = 5
const BEFORE_MS = 700
const AFTER_MS = 400

type Totals = { -readonly [K in keyof FaultResult]: FaultResult[K] }

/** Runs the rounds of one fault, on a new site after some of them. Throws when a site cannot be had. */
export async function runFault(fault: Fault, options: RoundOptions): Promise<FaultResult> {
  const counts = { rounds: 0, lost: 0, doubled: 0, unequal: 0, longestHealMs: 0, acts: 0, brokenOff: 0 }
  const total: Totals = { name: fault.name, ...counts, violations: [] }
  const disk = fault.needsSmallDisk === true ? await mountSmallDisk() : undefined
  if (fault.needsSmallDisk === true && !disk) {
    return { ...total, skipped: 'only the superuser can mount a small disk' }
  }
  try {
    const cluster = await startPostgresCluster({
      own: true,
      ...(disk === undefined ? {} : { under: disk.path }),
    })
    try {
      for (let nth = 0; isWanted(total, options); nth++) {
        await runSite(fault, { ...options, seed: options.seed + nth }, { cluster, disk }, total)
      }
    } finally {
      await cluster.stop()
    }
  } finally {
    await disk?.remove()
  }
  return total
}

function isWanted({ rounds, violations }: FaultResult, options: RoundOptions): boolean {
  return rounds < options.rounds && violations.length === 0 && options.goesOn()
}

/** Runs rounds on one site and adds to the totals what they show. */
async function runSite(fault: Fault, options: RoundOptions, ground: Ground, total: Totals): Promise<void> {
  const random = seededRandom(options.seed)
  const { acts, brokenOff } = total
  const site = await openSite(ground, options)
  try {
    for (let nth = 0; nth < ROUNDS_PER_SITE && isWanted(total, options); nth++) {
      const round = await runRound(fault, site, random)
      const { lost, doubled, unequal } = round.findings
      total.rounds += 1
      total.lost += lost.length
      total.doubled += doubled.length
      total.unequal += unequal.length
      total.acts = acts + round.acts
      total.brokenOff = brokenOff + round.brokenOff
      total.longestHealMs = Math.max(total.longestHealMs, round.healMs)
      const found = [...round.problems, ...unequal, ...doubled, ...lost]
      total.violations = found.map((line) => `round ${total.rounds}: ${line}`)
      const soFar = `${total.acts} acts and ${total.brokenOff} exchanges broken off so far`
      options.onRound(`${fault.name} round ${total.rounds}: ${soFar}, healed in ${seconds(round.healMs)}`)
    }
  } finally {
    await site.close()
  }
}

/** Milliseconds as seconds for people. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

interface Round {
  readonly findings: Findings
  /** What must never happen to a client or a server, beside losing and doubling. */
  readonly problems: readonly string[]
  readonly healMs: number
  /** Of everybody since the site was opened. */
  readonly acts: number
  readonly brokenOff: number
}

async function runRound(fault: Fault, site: Site, random: ReturnType<typeof seededRandom>): Promise<Round> {
  const { stations, servers } = site
  await Promise.all(stations.map(({ client }) => client.write(true)))
  await pause(BEFORE_MS)
  await fault.strike(site, random)
  const healedAt = performance.now()
  const dead = servers.filter((server) => !isAlive(server.pid()))
  for (const server of dead) await server.restart()
  await pause(AFTER_MS)
  await Promise.all(stations.map(({ client }) => client.write(false)))
  const unequal = await untilQuiet(site, healedAt + HEAL_MS)
  const healMs = performance.now() - healedAt
  const witnesses = await Promise.all(stations.map(testify))
  // While acts are still on their way nothing can be said of what became of them.
  const isQuiet = unequal.length === 0
  const audit = isQuiet ? await auditSite(site, witnesses, fault) : { lost: [], doubled: [] }
  return {
    findings: { ...audit, unequal },
    problems: [
      ...dead.map((server) => `a server ended by itself:\n${server.output().slice(-2000)}`),
      ...witnesses.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
    ],
    healMs,
    acts: witnesses.reduce((sum, { mutations }) => sum + mutations.length, 0),
    brokenOff: witnesses.reduce((sum, { brokenOff }) => sum + brokenOff, 0),
  }
}

function auditSite(
  { withStore }: Site,
  witnesses: readonly Witness[],
  { restores = false }: Fault,
): ReturnType<typeof auditWrites> {
  return withStore(async (store) => auditWrites(store, await readContents(store), witnesses, restores))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function testify({ name, personId, deviceId, client }: Station): Promise<Witness> {
  return { name, personId, deviceId, ...(await client.record()) }
}

/** Waits until every queue is empty and every copy is the server's query; what still differs at the deadline. */
async function untilQuiet(site: Site, deadline: number): Promise<readonly string[]> {
  for (;;) {
    const busy = await busyStations(site)
    const unequal = busy.length > 0 ? busy : await unequalCopies(site)
    if (unequal.length === 0 || performance.now() > deadline) return unequal
    await pause(POLL_MS)
  }
}

async function busyStations({ stations }: Site): Promise<readonly string[]> {
  const states = await Promise.all(stations.map(({ client }) => client.state()))
  return stations.flatMap(({ name }, at) => {
    const { waiting = 0, phase = '' } = states[at] ?? {}
    return waiting === 0 && phase === 'synced' ? [] : [`${name} is ${phase} and ${waiting} acts wait`]
  })
}

function unequalCopies({ stations, withStore }: Site): Promise<readonly string[]> {
  return withStore(async (store) => {
    const contents = await readContents(store)
    const expected = new Map<string, Awaited<ReturnType<typeof expectedCopy>>>()
    const lines: string[] = []
    for (const { name, personId, client } of stations) {
      const own = expected.get(personId) ?? (await expectedCopy(store, contents, personId))
      expected.set(personId, own)
      lines.push(...differences(name, own, await client.copy()))
    }
    return lines
  })
}
