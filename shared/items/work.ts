import type { Deed } from '../kernel/deed.ts'
import type { Id, NewId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { minutesBetween, type Instant } from '../kernel/time.ts'
import type { Ticket } from '../tickets/schema.ts'
import type { Item } from './schema.ts'
import { newItem, type NewItem } from './write-item.ts'

/** Time spent: `minutes`, or from when to when. `taskId` '' where it belongs to no task; `rate` in minor units an hour. */
export interface WorkInput {
  readonly minutes?: number
  readonly startsAt?: Instant
  readonly endsAt?: Instant
  readonly note?: string
  readonly taskId?: Id
  readonly billable?: boolean
  readonly rate?: number
  readonly currency?: string
  /** Whose time it is; a manager may enter somebody else's. */
  readonly personId?: Id
}

/** Notes time spent on a ticket. Refuses `minutes-missing`, `times-invalid`, `not-your-time`, `currency-missing`. */
export function logWork(ticket: Ticket, input: WorkInput, deed: Deed, newId: NewId): Result<NewItem> {
  const { taskId = '', minutes, startsAt = '', endsAt = '', ...rest } = input
  const spent = minutes ?? (startsAt !== '' && endsAt !== '' ? minutesBetween(startsAt, endsAt) : 0)
  const fields = { ...rest, minutes: Math.max(0, spent), startsAt, endsAt, parentId: taskId }
  const personId = input.personId ?? deed.actor.personId
  return newItem(ticket, { ...fields, personId, kind: 'work-log', state: '' }, deed, newId)
}

/** Stops a running timer: the whole minutes since `startedAt`, and at least one. */
export function logTimer(
  ticket: Ticket,
  {
    startedAt,
    ...rest
  }: Omit<WorkInput, 'minutes' | 'startsAt' | 'endsAt'> & { readonly startedAt: Instant },
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const minutes = Math.max(1, minutesBetween(startedAt, deed.now))
  return logWork(ticket, { ...rest, minutes, startsAt: startedAt, endsAt: deed.now }, deed, newId)
}

/**
 * Corrects an entry by a new one that counts instead of it; nothing is changed afterwards. 0 minutes take it back.
 * Refuses `not-your-time` unless it is one's own, or one manages the ticket's place.
 */
export function correctWork(
  ticket: Ticket,
  entry: Item,
  changes: WorkInput,
  deed: Deed,
  newId: NewId,
): Result<NewItem> {
  const { taskId = entry.parentId, ...rest } = changes
  const before: Partial<Item> = {
    minutes: entry.minutes,
    startsAt: entry.startsAt,
    endsAt: entry.endsAt,
    note: entry.note,
    billable: entry.billable,
    rate: entry.rate,
    currency: entry.currency,
  }
  const isTimed = changes.startsAt !== undefined && changes.endsAt !== undefined
  const minutes =
    changes.minutes ?? (isTimed ? minutesBetween(rest.startsAt ?? '', rest.endsAt ?? '') : entry.minutes)
  const fields = { ...before, ...rest, minutes: Math.max(0, minutes), parentId: taskId }
  return newItem(
    ticket,
    { ...fields, personId: entry.personId, correctsId: entry.id, kind: 'work-log', state: '' },
    deed,
    newId,
  )
}

/** The entries that count: the last correction instead of what it corrects. In the order they were entered. */
export function effectiveWork(items: readonly Item[]): readonly Item[] {
  const logs = items
    .filter(({ kind, deletedAt }) => kind === 'work-log' && deletedAt === '')
    .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1))
  const byId = new Map(logs.map((log) => [log.id, log]))
  const last = new Map<Id, Item>()
  for (const log of logs) {
    const first = firstOf(log, byId)
    if (first.personId === log.personId) last.set(first.id, log)
  }
  return logs.filter(({ correctsId }) => !byId.has(correctsId)).flatMap(({ id }) => last.get(id) ?? [])
}

/** The entry at the beginning of a chain of corrections. */
function firstOf(log: Item, byId: ReadonlyMap<Id, Item>): Item {
  let first = log
  for (let hop = 0; hop < byId.size; hop++) {
    const earlier = byId.get(first.correctsId)
    if (!earlier || earlier.id === log.id) return first
    first = earlier
  }
  return first
}

/** Time of one person, in minutes. */
export interface PersonWork {
  readonly personId: Id
  readonly minutes: number
  readonly billableMinutes: number
}

/** What billable time comes to in one currency, in minor units. */
export interface WorkAmount {
  readonly currency: string
  readonly amount: number
}

/** Time spent on a ticket, or on anything else these entries belong to. */
export interface WorkTotals {
  readonly minutes: number
  readonly billableMinutes: number
  /** The most time first. */
  readonly byPerson: readonly PersonWork[]
  readonly amounts: readonly WorkAmount[]
}

const HOUR = 60

/** Adds up the entries that count, by person, billable or not, and what they cost. Items of other kinds are left out. */
export function workTotals(items: readonly Item[]): WorkTotals {
  const logs = effectiveWork(items)
  const billable = logs.filter((log) => log.billable)
  const byPerson = [...Map.groupBy(logs, ({ personId }) => personId)].map(([personId, list]) => ({
    personId,
    minutes: minutesOf(list),
    billableMinutes: minutesOf(list.filter((log) => log.billable)),
  }))
  const priced = Map.groupBy(
    billable.filter(({ rate, currency }) => rate > 0 && currency !== ''),
    ({ currency }) => currency,
  )
  const amounts = [...priced].map(([currency, list]) => ({
    currency,
    amount: list.reduce((sum, { minutes, rate }) => sum + Math.round((minutes * rate) / HOUR), 0),
  }))
  return {
    minutes: minutesOf(logs),
    billableMinutes: minutesOf(billable),
    byPerson: byPerson.toSorted((a, b) => b.minutes - a.minutes || (a.personId < b.personId ? -1 : 1)),
    amounts: amounts.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  }
}

function minutesOf(logs: readonly Item[]): number {
  return logs.reduce((sum, { minutes }) => sum + minutes, 0)
}
