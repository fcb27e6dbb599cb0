import { expect, test } from 'vitest'
import { settings } from '#shared/settings/collection.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import { addMinutes } from '#shared/kernel/time.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { planDay, teamsOf, type SiteVisits } from './day-plan.ts'

/** Noon where the test runs, so that hours before and after lie on the same day. */
const NOON = new Date(2026, 10, 20, 12).toISOString()
const inHours = (hours: number) => addMinutes(NOON, hours * 60)

const ticket = (id: string, fields: Partial<Ticket> = {}) => aTicket({ id, ...fields })
const visit = (id: string, fromNow: number, fields: Partial<Ticket> = {}) =>
  ticket(id, { plannedStart: inHours(fromNow), plannedEnd: inHours(fromNow + 1), ...fields })
const ids = (sites: readonly SiteVisits[]) =>
  sites.map(({ siteId, visits }) => [siteId, ...visits.map((each) => each.ticket.id)])

test('a site holds its tickets, and the site with the most pressing one comes first', () => {
  const plan = planDay(
    [
      ticket('quiet', { siteId: 'lyon' }),
      visit('visit', 2, { siteId: 'nantes' }),
      ticket('other', { siteId: 'lyon' }),
    ],
    [],
    NOON,
  )
  expect(ids(plan.mine)).toEqual([
    ['nantes', 'visit'],
    ['lyon', 'other', 'quiet'],
  ])
})

test('what is late comes before what is of today, and that before what has no day', () => {
  const plan = planDay(
    [
      ticket('open', { priority: 'urgent' }),
      visit('this afternoon', 3),
      visit('next', 1),
      ticket('due today', { resolutionDueAt: inHours(2) }),
      ticket('overdue', { resolutionDueAt: inHours(-30) }),
      visit('missed this morning', -3),
    ],
    [],
    NOON,
  )
  expect(ids(plan.mine)[0]?.slice(1)).toEqual([
    'overdue',
    'missed this morning',
    'next',
    'due today',
    'this afternoon',
    'open',
  ])
  expect(plan.mine[0]?.visits.map(({ standing }) => standing)).toEqual([
    'late',
    'late',
    'today',
    'today',
    'today',
    'open',
  ])
})

test('where no hour decides the higher priority goes first, then the older ticket', () => {
  const plan = planDay(
    [
      ticket('young', { createdAt: inHours(-1) }),
      ticket('old', { createdAt: inHours(-9) }),
      ticket('high', { priority: 'high', createdAt: NOON }),
    ],
    [],
    NOON,
  )
  expect(ids(plan.mine)[0]?.slice(1)).toEqual(['high', 'old', 'young'])
})

test('a visit that is under way is of today, also one that began yesterday', () => {
  const plan = planDay([visit('all night', -20, { plannedEnd: inHours(1) })], [], NOON)
  expect(plan.mine[0]?.visits[0]?.standing).toBe('today')
})

test('a visit of another day waits apart, unless the ticket is late by then', () => {
  const plan = planDay(
    [visit('in two days', 48), visit('tomorrow', 24), visit('overdue', 24, { resolutionDueAt: inHours(-1) })],
    [],
    NOON,
  )
  expect(plan.later.map((each) => each.ticket.id)).toEqual(['tomorrow', 'in two days'])
  expect(ids(plan.mine)).toEqual([['site-lyon', 'overdue']])
})

test('the first answer presses only until it was given', () => {
  const fields = { responseDueAt: inHours(-1), resolutionDueAt: inHours(40) }
  const plan = planDay(
    [ticket('unanswered', fields), ticket('answered', { ...fields, firstRespondedAt: inHours(-2) })],
    [],
    NOON,
  )
  expect(plan.mine[0]?.visits.map(({ standing, dueAt }) => [standing, dueAt])).toEqual([
    ['late', inHours(-1)],
    ['open', inHours(40)],
  ])
})

test('what nobody has taken stands apart, whatever day it is of', () => {
  const plan = planDay([], [visit('later', 30), ticket('now')], NOON)
  expect(plan.mine).toEqual([])
  expect(ids(plan.free)).toEqual([['site-lyon', 'now', 'later']])
})

test('somebody belongs to the teams that name them', () => {
  const team = (id: string, memberIds?: string[]): Setting => ({
    ...(settings.defaults as Setting),
    id,
    rev: 1,
    deletedAt: '',
    data: memberIds === undefined ? {} : { memberIds },
  })
  expect(teamsOf([team('field', ['me', 'you']), team('desk', ['you']), team('new')], 'me')).toEqual(['field'])
})
