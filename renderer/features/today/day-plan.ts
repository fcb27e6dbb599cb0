import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Setting, TeamData } from '#shared/settings/schema.ts'
import { PRIORITIES, type Ticket } from '#shared/tickets/schema.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'

/** How pressing a ticket is on a day: past its time, of this day, of no day in particular, or of a later one. */
const STANDINGS = ['late', 'today', 'open', 'later'] as const
export type Standing = (typeof STANDINGS)[number]

/** A ticket on the plan of a day. */
export interface Visit {
  readonly ticket: Ticket
  readonly standing: Standing
  /** When it is due, '' where nothing says so. */
  readonly dueAt: Instant
}

/** What is to be done at one site, the most pressing first; `siteId` '' where no site is known. */
export interface SiteVisits {
  readonly siteId: Id
  readonly visits: readonly Visit[]
}

/** Somebody's day. */
export interface DayPlan {
  /** My tickets by site, without those of a later day. */
  readonly mine: readonly SiteVisits[]
  /** My tickets whose visit is planned for a later day, by that day. */
  readonly later: readonly Visit[]
  /** What my teams have and nobody has taken, by site. */
  readonly free: readonly SiteVisits[]
}

/** Puts tickets into the order of a day; `now` tells which day it is where the person is. */
export function planDay(mine: readonly Ticket[], free: readonly Ticket[], now: Instant): DayPlan {
  const visits = mine.map((ticket) => visitOf(ticket, now))
  return {
    mine: bySite(visits.filter(({ standing }) => standing !== 'later')),
    later: visits.filter(({ standing }) => standing === 'later').toSorted(compare),
    free: bySite(free.map((ticket) => visitOf(ticket, now))),
  }
}

/** Where a ticket stands in a day. What is past its time is late, whichever day a visit is planned for. */
function visitOf(ticket: Ticket, now: Instant): Visit {
  const dueAt = dueOf(ticket)
  const visitEnds = ticket.plannedEnd || ticket.plannedStart
  const today = dayOfInstant(now)
  const isLate = isBefore(dueAt, now) || isBefore(visitEnds, now)
  const isToday = dayOfInstant(dueAt) === today || isBefore(ticket.plannedStart, now)
  if (isLate) return { ticket, dueAt, standing: 'late' }
  if (isToday || dayOfInstant(ticket.plannedStart) === today) return { ticket, dueAt, standing: 'today' }
  return { ticket, dueAt, standing: ticket.plannedStart === '' ? 'open' : 'later' }
}

/** The next promise to be kept: the first answer while there was none, else the solution. */
function dueOf({ responseDueAt, resolutionDueAt, firstRespondedAt }: Ticket): Instant {
  const response = firstRespondedAt === '' ? responseDueAt : ''
  return [response, resolutionDueAt].filter((at) => at !== '').toSorted()[0] ?? ''
}

function isBefore(at: Instant, now: Instant): boolean {
  return at !== '' && at < now
}

function bySite(visits: readonly Visit[]): readonly SiteVisits[] {
  const ordered = visits.toSorted(compare)
  return [...Map.groupBy(ordered, ({ ticket }) => ticket.siteId)].map(([siteId, list]) => ({
    siteId,
    visits: list,
  }))
}

/** By standing, then by the hour, then by priority; the older first where nothing else decides. */
function compare(one: Visit, other: Visit): number {
  const rank = ({ standing }: Visit) => STANDINGS.indexOf(standing)
  const urgency = ({ ticket }: Visit) => -PRIORITIES.indexOf(ticket.priority)
  return (
    rank(one) - rank(other) ||
    inTime(hourOf(one), hourOf(other)) ||
    urgency(one) - urgency(other) ||
    inTime(one.ticket.createdAt + one.ticket.id, other.ticket.createdAt + other.ticket.id)
  )
}

function hourOf({ ticket, dueAt }: Visit): Instant {
  return ticket.plannedStart || dueAt
}

/** Nothing comes after every instant. */
function inTime(one: string, other: string): number {
  if (one === other) return 0
  if (one === '' || other === '') return one === '' ? 1 : -1
  return one < other ? -1 : 1
}

/** The teams somebody belongs to. */
export function teamsOf(teams: readonly Setting[], personId: Id): readonly Id[] {
  const isMember = ({ data }: Setting) => (data as TeamData).memberIds?.includes(personId) === true
  return teams.filter(isMember).map(({ id }) => id)
}
