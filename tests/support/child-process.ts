import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import { guardAgainstOrphans } from './orphan-guard.ts'
import type { UserIds } from './system-user.ts'

/** How a process ended: an exit code or the signal that ended it. */
export interface ExitStatus {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A running program with everything it started; it ends with this process at the latest. */
export interface RunningProcess {
  readonly pid: number
  readonly exited: Promise<ExitStatus>
  isRunning(): boolean
  /** The latest output, standard output and error mixed, at most about 200 kB. */
  output(): string
  /** Resolves when the output contains `text`; rejects when the program ends first or `deadlineMs` pass. */
  waitForOutput(text: string, deadlineMs: number): Promise<void>
  /** Sends a signal to the program and to everything it started. */
  kill(signal: NodeJS.Signals): void
  /** Asks the program alone to end, waits for it, and kills the whole group after `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<ExitStatus>
}

/** Where and as whom a program runs; `env` is complete, nothing is inherited beside it. */
export interface StartOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly user?: UserIds | undefined
}

const keptOutput = 200_000

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

interface OutputLog {
  text(): string
  waitFor(text: string, deadlineMs: number, ended: Promise<ExitStatus>): Promise<void>
}

function createOutputLog(streams: readonly Readable[]): OutputLog {
  const arrivals = new EventEmitter()
  let kept = ''
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      kept = (kept + text).slice(-keptOutput)
      arrivals.emit('text')
    })
  }
  return {
    text: () => kept,
    waitFor: (text, deadlineMs, ended) =>
      new Promise<void>((resolve, reject) => {
        const settle = (finish: () => void): void => {
          arrivals.off('text', look)
          clearTimeout(deadline)
          finish()
        }
        const fail = (why: string): void =>
          settle(() => reject(new Error(`${why} without "${text}" in its output:\n${kept}`)))
        const look = (): void => {
          if (kept.includes(text)) settle(resolve)
        }
        const deadline = setTimeout(() => fail(`the program ran for ${deadlineMs} ms`), deadlineMs)
        arrivals.on('text', look)
        void ended.then(() => fail('the program ended'))
        look()
      }),
  }
}

/** Starts a program in a process group of its own; throws when it cannot be executed. */
export async function startProcess(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<RunningProcess> {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...(options.env ?? process.env) },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.user,
  })
  const log = createOutputLog([child.stdout, child.stderr])
  let running = true
  const exited = new Promise<ExitStatus>((resolve) => {
    child.once('exit', () => {
      running = false
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL')
    })
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${command} has no process id`)
  const guard = guardAgainstOrphans('kill -s KILL -- "-$1"', [String(pid)])
  void exited.then(() => guard.release())

  return {
    pid,
    exited,
    isRunning: () => running,
    output: () => log.text(),
    waitForOutput: (text, deadlineMs) => log.waitFor(text, deadlineMs, exited),
    kill(signal) {
      if (running) signalGroup(pid, signal)
    },
    async stop(signal = 'SIGTERM', graceMs = 10_000) {
      if (running) child.kill(signal)
      const deadline = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
      try {
        return await exited
      } finally {
        clearTimeout(deadline)
      }
    },
  }
}

/** Runs a program to its end and returns its output; throws with the output when it fails. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<string> {
  const run = await startProcess(command, args, options)
  const status = await run.exited
  if (status.code === 0) return run.output()
  throw new Error(`${command} ${args.join(' ')} ended with ${status.code ?? status.signal}:\n${run.output()}`)
}
