import type { Item } from '#shared/items/schema.ts'
import { effectiveWork } from '#shared/items/work.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'

/** One entry of time as the list shows it: `first` is what it corrects in the end, itself when it is no correction. */
export interface WorkEntry {
  readonly log: Item
  readonly isCorrected: boolean
}

/** The time of one day, the newest entry first. */
export interface WorkDay {
  readonly day: string
  readonly minutes: number
  readonly entries: readonly WorkEntry[]
}

/** The entries that count, by day, the newest day first; those taken back stay readable with their 0 minutes. */
export function workDays(items: readonly Item[]): readonly WorkDay[] {
  const days = Map.groupBy(effectiveWork(items), (log) => dayOfInstant(log.startsAt || log.createdAt))
  return [...days]
    .map(([day, logs]) => ({
      day,
      minutes: logs.reduce((sum, { minutes }) => sum + minutes, 0),
      entries: logs.map((log) => ({ log, isCorrected: log.correctsId !== '' })).toReversed(),
    }))
    .toSorted((a, b) => (a.day < b.day ? 1 : -1))
}
