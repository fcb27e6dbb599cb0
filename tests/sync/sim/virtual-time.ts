import { createHash } from 'node:crypto'
import timersPromises from 'node:timers/promises'
import { syncBuiltinESMExports } from 'node:module'
import { seededRandom } from './random.ts'

/** When every simulation begins, in milliseconds since 1970. */
export const EPOCH = Date.parse('2026-11-20T08:00:00.000Z')

interface Task {
  readonly due: number
  readonly order: number
  readonly run: () => void
  cancelled: boolean
}

const realImmediate = globalThis.setImmediate
const realRandom = Math.random
const RealDate = globalThis.Date

let now = EPOCH
let order = 0
let immediates: Task[] = []
let timers: Task[] = []
let random = realRandom
/** What is to happen after so many more tasks. */
let countdowns: { left: number; readonly run: () => void }[] = []
/** So many tasks at one instant are a loop that never lets time pass. */
const MOST_AT_ONCE = 200_000

/** Milliseconds since 1970 in the simulation: the true time, which no device and no server knows for sure. */
export function virtualNow(): number {
  return now
}

/** Forgets every task of an earlier run and begins anew; randomness that nobody passed in comes from `seed`. */
export function beginTime(seed: number): void {
  now = EPOCH
  order = 0
  immediates = []
  timers = []
  countdowns = []
  random = seededRandom(seed ^ 0x5bd1e995)
}

/** Runs what is due, in order, until `done` or until the clock would pass `until`. False when time ran out. */
export async function runTime(until: number, done: () => boolean): Promise<boolean> {
  let atOnce = 0
  for (;;) {
    // Real promises settle between two tasks of the simulation: one turn of the real event loop sees them all through.
    await new Promise<void>((resolve) => realImmediate(resolve))
    if (done()) return true
    const task = nextTask()
    if (!task) throw new Error('Nothing is left to happen: somebody waits for ever.')
    if (task.due > until) {
      push(timers, task)
      now = until
      return false
    }
    atOnce = task.due > now ? 0 : atOnce + 1
    if (atOnce > MOST_AT_ONCE) throw new Error('Time stands still: something waits in a busy loop.')
    now = Math.max(now, task.due)
    countDown()
    task.run()
  }
}

/** So many milliseconds go by in which nothing runs, as in a night with every lid closed; what was due comes late. */
export function leapTime(milliseconds: number): void {
  now += milliseconds
}

/** Runs something right before the task that comes `tasks` tasks from now. */
export function runsBefore(tasks: number, run: () => void): void {
  countdowns.push({ left: tasks, run })
}

/** Nothing that was to happen before some task happens any more. */
export function forgetCountdowns(): void {
  countdowns = []
}

function countDown(): void {
  if (countdowns.length === 0) return
  for (const countdown of countdowns) countdown.left -= 1
  const due = countdowns.filter(({ left }) => left < 0)
  countdowns = countdowns.filter(({ left }) => left >= 0)
  for (const { run } of due) run()
}

/** Runs `work` to its end in virtual time; throws when it takes longer than `milliseconds` of it. */
export async function runToEnd<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined
  work.then(
    (value) => (outcome = { value }),
    (error: unknown) => (outcome = { error }),
  )
  await runTime(now + milliseconds, () => outcome !== undefined)
  if (!outcome) throw new Error(`${what} did not end within ${milliseconds} ms.`)
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

/** Resolves after so many milliseconds of virtual time. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void addTimer(() => resolve(), milliseconds))
}

function nextTask(): Task | undefined {
  while (immediates.length > 0) {
    const task = immediates.shift()
    if (task && !task.cancelled) return task
  }
  for (;;) {
    const task = pop(timers)
    if (!task || !task.cancelled) return task
  }
}

function addImmediate(run: () => void): Handle {
  const task = { due: now, order: order++, run, cancelled: false }
  immediates.push(task)
  return handleOf(task)
}

function addTimer(run: () => void, milliseconds: number): Handle {
  const task = { due: now + Math.max(1, Math.ceil(milliseconds) || 1), order: order++, run, cancelled: false }
  push(timers, task)
  return handleOf(task)
}

/** What timers answer in Node. */
interface Handle {
  ref(): Handle
  unref(): Handle
  hasRef(): boolean
  cancel(): void
  [Symbol.toPrimitive](): number
}

function handleOf(task: Task): Handle {
  const handle: Handle = {
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    cancel: () => void (task.cancelled = true),
    [Symbol.toPrimitive]: () => task.order,
  }
  return handle
}

function repeat(run: () => void, milliseconds: number): Handle {
  let current = addTimer(again, milliseconds)
  function again(): void {
    current = addTimer(again, milliseconds)
    run()
  }
  const handle: Handle = {
    ...current,
    cancel: () => current.cancel(),
    unref: () => handle,
    ref: () => handle,
  }
  return handle
}

function isBefore(one: Task, other: Task): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order)
}

function push(heap: Task[], task: Task): void {
  let at = heap.push(task) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    if (!isBefore(task, heap[above] as Task)) break
    heap[at] = heap[above] as Task
    at = above
  }
  heap[at] = task
}

function pop(heap: Task[]): Task | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!first || !last || heap.length === 0) return first
  let at = 0
  for (;;) {
    let below = 2 * at + 1
    if (below >= heap.length) break
    if (below + 1 < heap.length && isBefore(heap[below + 1] as Task, heap[below] as Task)) below += 1
    if (!isBefore(heap[below] as Task, last)) break
    heap[at] = heap[below] as Task
    at = below
  }
  heap[at] = last
  return first
}

/**
 * Puts virtual time, timers and randomness in the place of the machine's own, for the whole process. Import this
 * module before any other of the simulation: libraries keep the functions they find when they are loaded.
 */
function install(): void {
  class VirtualDate extends RealDate {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) super(now)
      else super(...(given as [number]))
    }
    static override now(): number {
      return now
    }
  }
  const cancel = (handle: Handle | undefined) => handle?.cancel?.()
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
      addTimer(() => run(...given), ms),
    setInterval: (run: () => void, ms = 0) => repeat(run, ms),
    setImmediate: (run: (...given: unknown[]) => void, ...given: unknown[]) =>
      addImmediate(() => run(...given)),
    clearTimeout: cancel,
    clearInterval: cancel,
    clearImmediate: cancel,
  })
  performance.now = () => now - EPOCH
  Math.random = () => random()
  timersPromises.setImmediate = (async () => {
    await new Promise<void>((resolve) => void addImmediate(() => resolve()))
  }) as typeof timersPromises.setImmediate
  syncBuiltinESMExports()
  // The machine's own digest is computed beside the event loop, where virtual time does not wait for it.
  Object.defineProperty(crypto.subtle, 'digest', {
    value: async (_algorithm: string, data: Uint8Array) =>
      Uint8Array.from(createHash('sha256').update(data).digest()).buffer,
  })
  // Channels between threads are real time and would join simulations that run side by side.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
}

install()
