import type { Instant } from '#shared/kernel/time.ts'

/** Within this of now, in milliseconds, a mail has just come. */
const FRESH_MS = 10_000
const SECOND_MS = 1000

/**
 * When a mail was received: now when it has just come, else when the mail server got it. Mail servers count in
 * seconds, so mails of one second get a millisecond each after the one `before`, and stay in their order.
 */
export function receptionTime(arrivedAt: Date | undefined, now: Instant, before: Instant): Instant {
  const arrived = arrivedAt?.getTime() ?? Number.NaN
  const current = Date.parse(now)
  const time = arrived > 0 && arrived < current - FRESH_MS ? arrived : current
  const last = Date.parse(before)
  const isSameSecond = Math.floor(time / SECOND_MS) === Math.floor(last / SECOND_MS)
  return new Date(isSameSecond && time <= last ? last + 1 : time).toISOString()
}
