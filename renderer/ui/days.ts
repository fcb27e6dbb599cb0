import { endOfDay, format } from 'date-fns'
import type { Instant } from '#shared/kernel/time.ts'

/** A day where the person is: `2026-11-20`. */
export function dayOf(date: Date): string {
  return format(date, 'yyyy-MM-dd')
}

/** The day an instant falls on where the person is, '' for ''. */
export function dayOfInstant(at: Instant): string {
  return at === '' ? '' : dayOf(new Date(at))
}

/** The last instant of a day where the person is, '' for ''. */
export function endOf(day: string): Instant {
  return day === '' ? '' : endOfDay(noonOf(day)).toISOString()
}

/** The middle of a day where the person is, clear of the nights on which clocks change. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00`)
}
