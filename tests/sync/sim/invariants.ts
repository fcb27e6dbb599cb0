import type { World } from './world.ts'
import {
  appendOnlyIsAppendOnly,
  concurrentFieldsBothSurvive,
  oneCauseOneEffect,
  oneFieldResolvesTheSameAndTheLoserKeepsIt,
  everyWriteIsAccountedFor,
  acknowledgedSurvives,
  unknownFieldsSurvive,
} from './invariants/writes.ts'
import {
  lostScopeIsGoneFromTheDisk,
  noLateLowerPosition,
  nothingOutsideTheScopeIsSent,
  poisonDelaysNobody,
  replayIsANoOp,
  oldTicketsLeaveInTime,
  replicaEqualsTheQuery,
  whatWasDamagedIsRepaired,
  everythingHealsInTime,
} from './invariants/copies.ts'

/** An invariant that does not hold, and what shows it. */
export interface Violation {
  /** Its number in the design of sync; 0 when the programs themselves failed. */
  readonly invariant: number
  readonly name: string
  readonly detail: string
}

/** A check of one invariant: what it finds wrong, in words. */
export type Check = (world: World, healing: Healing) => readonly string[] | Promise<readonly string[]>

/**
 * How long it took until everybody had everything, until what was damaged was repaired once it was looked at, and how
 * long it may take; in milliseconds, undefined when it never came to that.
 */
export interface Healing {
  readonly quietAfter: number | undefined
  readonly repairedAfter: number | undefined
  readonly allowed: number
}

/** The fourteen invariants in their order. Replaying comes last: it writes. */
const CHECKS: readonly (readonly [number, Check])[] = [
  [1, everyWriteIsAccountedFor],
  [2, acknowledgedSurvives],
  [3, replicaEqualsTheQuery],
  [3, oldTicketsLeaveInTime],
  [3, whatWasDamagedIsRepaired],
  [4, concurrentFieldsBothSurvive],
  [5, oneFieldResolvesTheSameAndTheLoserKeepsIt],
  [6, appendOnlyIsAppendOnly],
  [8, oneCauseOneEffect],
  [9, noLateLowerPosition],
  [10, nothingOutsideTheScopeIsSent],
  [11, lostScopeIsGoneFromTheDisk],
  [12, unknownFieldsSurvive],
  [13, poisonDelaysNobody],
  [14, everythingHealsInTime],
  [7, replayIsANoOp],
]

/** Everything that is wrong with a world at rest. */
export async function checkInvariants(world: World, healing: Healing): Promise<readonly Violation[]> {
  const violations: Violation[] = world.alarms.map((detail) => ({
    invariant: 0,
    name: 'theProgramsRun',
    detail,
  }))
  for (const [invariant, check] of CHECKS) {
    const found = await check(world, healing)
    violations.push(...found.map((detail) => ({ invariant, name: check.name, detail })))
  }
  return violations
}
