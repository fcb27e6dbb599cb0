import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import type { WriteRequest } from '#renderer/replica/replica.ts'
import type { SimDevice } from './device.ts'
import type { Plan, Step } from './plan.ts'
import type { SimServer } from './server.ts'
import type { Trace } from './trace.ts'
import type { WordWatch } from './words.ts'

/** Something a person did. `saved` once they saw it saved; until then it may be there or not. */
export interface Intent {
  readonly device: SimDevice
  readonly requests: readonly WriteRequest[]
  /** The documents as the person saw them before, one per request. */
  readonly seen: readonly (Doc | undefined)[]
  /** The ids of its mutations, as far as the replica came to give them. */
  readonly ids: () => readonly Id[]
  readonly isPoison: boolean
  saved: boolean
}

/** What a device was told last by a pull. */
interface LastPull {
  readonly pos: number
  readonly epoch: string
  readonly more: boolean
  /** What the device then holds of closed tickets. */
  readonly since: string
  readonly months: number
}

/** A simulated desk with everything that is known about it. */
export interface World {
  readonly plan: Plan
  readonly server: SimServer
  readonly devices: readonly SimDevice[]
  readonly trace: Trace
  readonly intents: Intent[]
  /** What was first sent under each `device/mutation`. */
  readonly sent: Map<string, Mutation>
  /** Answers that reached a device, with the number of restores before them. */
  readonly answers: Map<string, { readonly answer: MutationAnswer; readonly restores: number }>
  readonly pulls: Map<Id, LastPull>
  readonly words: WordWatch
  /** Tickets that got a field this version does not know. */
  readonly newerFields: Map<Id, string>
  /** What the network let through although it should not have. */
  readonly leaks: string[]
  /** Errors that somebody should look at. */
  readonly alarms: string[]
  /** What was wrong on each device that was damaged, before the day in which it compares itself with the server. */
  readonly damage: Map<SimDevice, { readonly before: readonly string[]; readonly comparedAfter: number }>
  /** Performs a step; what takes time goes on afterwards. */
  run(step: Step): Promise<void>
  /** Puts everything right: lines, processes, programs. */
  heal(): void
  close(): Promise<void>
}
