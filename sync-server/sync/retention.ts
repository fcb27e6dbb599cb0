import { monthBefore } from '#shared/policy/scope.ts'
import type { Clock } from '#shared/kernel/time.ts'
import type { Cursor } from './cursor.ts'

/** For how many months after their end devices hold closed tickets, where nobody says otherwise. */
export const KEEP_CLOSED_MONTHS = 12

/** How far back a device holds closed tickets. */
export interface Window {
  readonly months: number
  /** The first month, as `2026-03`. */
  readonly since: string
}

/** Decides how far back devices hold closed tickets; `asked` is what a device wishes for. */
export type Retention = (asked: number, given: Cursor | undefined) => Window

/**
 * Closed tickets are held for so many months, or longer where the device asks for it. Time moves the first month on
 * and never back: the clocks of two processes may differ at midnight.
 */
export function createRetention(clock: Clock, keepMonths = KEEP_CLOSED_MONTHS): Retention {
  return (asked, given) => {
    const months = Math.max(keepMonths, asked)
    const since = monthBefore(clock(), months)
    const before = given?.months === months ? (given.fill ?? given.held).since : ''
    return { months, since: before > since ? before : since }
  }
}
