import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from './chromium.ts'

const LOCK = 'electron-host.lock'
const SECOND = /^second-\d+\.json$/

/** What a second start hands to the first. */
export interface SecondStart {
  readonly argv: string[]
  readonly workingDirectory: string
}

/**
 * Takes the directory's lock: true for the first instance. A later one leaves its arguments for the
 * first and gets false. A lock left by a killed process counts as free.
 */
export function takeInstanceLock(directory: string, onSecond: (start: SecondStart) => void): boolean {
  mkdirSync(directory, { recursive: true })
  const lock = path.join(directory, LOCK)
  if (!writeNew(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
    const start: SecondStart = { argv: process.argv, workingDirectory: process.cwd() }
    const file = path.join(directory, `second-${process.pid}`)
    writeFileSync(`${file}.json`, JSON.stringify(start))
    return false
  }
  writeFileSync(lock, String(process.pid))
  watch(directory, (_event, name) => {
    if (name === null || !SECOND.test(name)) return
    const start = readOnce(path.join(directory, name))
    if (start) onSecond(start)
  }).unref()
  return true
}

/** Frees the lock. */
export function releaseInstanceLock(directory: string): void {
  rmSync(path.join(directory, LOCK), { force: true })
}

function writeNew(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/** Undefined while the file is still being written, and after it was read. */
function readOnce(file: string): SecondStart | undefined {
  try {
    const start = JSON.parse(readFileSync(file, 'utf8')) as SecondStart
    rmSync(file)
    return start
  } catch {
    return undefined
  }
}
