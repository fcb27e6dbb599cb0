import type { Instant } from '#shared/kernel/time.ts'

/** Wrong passwords before an account is locked. */
export const LOCK_AFTER = 5
const FIRST_LOCK_SECONDS = 30
const LONGEST_LOCK_SECONDS = 15 * 60

/** Seconds an account stays locked after so many wrong passwords in a row: 30, 60, 120 … 900; 0 before the fifth. */
export function lockSeconds(failures: number): number {
  if (failures < LOCK_AFTER) return 0
  return Math.min(FIRST_LOCK_SECONDS * 2 ** Math.min(failures - LOCK_AFTER, 10), LONGEST_LOCK_SECONDS)
}

/** Whole seconds until a lock ends, 0 when there is none. */
export function secondsLeft(lockedUntil: Instant, now: Instant): number {
  if (lockedUntil === '' || lockedUntil <= now) return 0
  return Math.ceil((Date.parse(lockedUntil) - Date.parse(now)) / 1000)
}

/** The instant a lock of so many seconds ends. */
export function lockEnd(now: Instant, seconds: number): Instant {
  return new Date(Date.parse(now) + seconds * 1000).toISOString()
}

interface Tries {
  readonly failures: number
  readonly lockedUntil: Instant
}

/** Counts wrong passwords for addresses that have no account, so that they look like those that have one. */
export interface UnknownAccounts {
  tries(key: string): Tries
  recordFailure(key: string, now: Instant): Tries
}

const NO_TRIES: Tries = { failures: 0, lockedUntil: '' }

/** Remembers the latest `most` addresses in this process. */
export function createUnknownAccounts(most = 10_000): UnknownAccounts {
  const known = new Map<string, Tries>()
  return {
    tries: (key) => known.get(key) ?? NO_TRIES,
    recordFailure(key, now) {
      const failures = (known.get(key)?.failures ?? 0) + 1
      const seconds = lockSeconds(failures)
      const tries = { failures, lockedUntil: seconds === 0 ? '' : lockEnd(now, seconds) }
      known.delete(key)
      known.set(key, tries)
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) known.delete(oldest)
      return tries
    },
  }
}
