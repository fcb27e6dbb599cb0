import type { Actor, RoleGrant } from '#shared/kernel/actor.ts'
import { refuse } from '#shared/kernel/result.ts'
import { addMinutes } from '#shared/kernel/time.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import type { ParkedMutation } from '../store/parked-store.ts'
import { isStoreFault } from '../store/store-fault.ts'
import type { StoreTx } from '../store/store.ts'
import { forLedger, judge, reject } from './mutation.ts'
import { roadOf, type Road, type SyncParts } from './road.ts'

/** Mutations looked at in one go. */
const PAGE = 100
/** How often those are looked for that have waited too long, in milliseconds. */
const EXPIRY_MS = 60_000
const MINUTES_PER_DAY = 1440

/** Takes parked mutations up once what they hang on is there, and gives up those that waited too long. */
export interface Parking {
  /** Asks for a round; many calls in a row share one. */
  kick(): void
  stop(): Promise<void>
}

interface ParkingOptions {
  readonly days: number
  readonly onTakenUp: () => void
}

/** Works through what is parked after each kick and once a minute. */
export function createParking(parts: SyncParts, { days, onTakenUp }: ParkingOptions): Parking {
  let isStopped = false
  let isWanted = false
  let expiredAt = 0
  let running: Promise<void> | undefined

  async function round(): Promise<void> {
    let settled = 0
    for (;;) {
      const ready = await parts.store.parked.ready(PAGE)
      for (const parked of ready) settled += await settle(parts, parked, judged)
      if (ready.length === 0 || isStopped) break
    }
    const now = parts.clock()
    if (Date.parse(now) - expiredAt >= EXPIRY_MS) {
      expiredAt = Date.parse(now)
      const since = addMinutes(now, -days * MINUTES_PER_DAY)
      for (const parked of await parts.store.parked.before(since, PAGE)) {
        settled += await settle(parts, parked, givenUp)
      }
    }
    if (settled > 0) onTakenUp()
  }

  async function work(): Promise<void> {
    isWanted = false
    try {
      await round()
    } catch (error) {
      if (!isStopped) parts.log.warn({ err: error }, 'parked mutations wait for the next round')
    }
    running = isWanted && !isStopped ? work() : undefined
  }

  const kick = (): void => {
    isWanted = true
    if (!isStopped) running ??= work()
  }
  const timer = setInterval(kick, EXPIRY_MS)
  timer.unref()
  kick()
  return {
    kick,
    async stop() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** What becomes of a parked mutation; undefined when it goes on waiting. */
type Verdict = (road: Road, parked: ParkedMutation) => Promise<MutationAnswer | undefined>

const judged: Verdict = async (road, { mutation }) => {
  const judgement = await judge(road, mutation)
  return 'answer' in judgement ? judgement.answer : undefined
}

const givenUp: Verdict = (road, { mutation }) => reject(road, mutation, refuse('parent-missing').refusal)

const broken: Verdict = (road, { mutation }) => reject(road, mutation, refuse('internal').refusal)

/** Settles one in a transaction of its own; 1 when it waits no longer. One that makes the server fail is kept as refused. */
async function settle(parts: SyncParts, parked: ParkedMutation, verdict: Verdict): Promise<number> {
  try {
    return await inItsTransaction(parts, parked, verdict)
  } catch (error) {
    if (isStoreFault(error)) throw error
    const { id, collection, docId } = parked.mutation
    parts.log.error(
      { err: error, mutationId: id, collection, docId },
      'a parked mutation makes the server fail',
    )
    return inItsTransaction(parts, parked, broken)
  }
}

function inItsTransaction(parts: SyncParts, parked: ParkedMutation, verdict: Verdict): Promise<number> {
  const { deviceId, parent, mutation } = parked
  return parts.store.transact(async (tx) => {
    const stored = await tx.doc(parent.collection, parent.id)
    if (!(await tx.tryParked(deviceId, mutation.id, stored?.doc.rev ?? 0))) return 0
    const actor = await actorOf(tx, parked)
    const scope = await parts.scopes.of(tx, actor)
    const road = roadOf(parts, tx, { deviceId, id: mutation.id, actor, scope, at: mutation.at })
    const answer = await verdict(road, parked)
    if (!answer) return 0
    await tx.dropParked(deviceId, mutation.id)
    await tx.replaceAnswer(deviceId, mutation.id, forLedger(answer))
    return 1
  })
}

/** Its author with the roles of today; with none when they left. */
async function actorOf(tx: StoreTx, { personId, deviceId }: ParkedMutation): Promise<Actor> {
  const person = await tx.doc('people', personId)
  const isActive = person?.doc.deletedAt === '' && person.doc['active'] !== false
  return { personId, deviceId, roles: isActive ? ((person.doc['roles'] ?? []) as RoleGrant[]) : [] }
}
