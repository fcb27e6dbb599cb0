import Type from 'typebox'

/** An instant as ISO 8601 in UTC with milliseconds (24 characters), or '' where there is none. */
export const Instant = Type.String({
  maxLength: 24,
  pattern: '^$|^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
})
export type Instant = string

/** A source of instants; a test passes its own. */
export type Clock = () => Instant

/** The machine's clock. */
export const systemClock: Clock = () => new Date().toISOString()

/** The instant `minutes` later (earlier when negative). */
export function addMinutes(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString()
}

/** The instant `milliseconds` later. */
export function addMilliseconds(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}

/** Whole minutes from one instant to another, rounded down. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 60_000)
}
