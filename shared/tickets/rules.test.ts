import { describe, expect, test } from 'vitest'
import { applyPatch } from '../kernel/patch.ts'
import { anActor } from '../people/builders.ts'
import { aTicket } from './builders.ts'
import { ticketBuckets } from './schema.ts'
import { isTransition } from './process.ts'
import {
  afterAgentReply,
  afterRequesterMessage,
  assignTicket,
  changeFields,
  changePriority,
  changeSeverity,
  changeStatus,
  createTicket,
  ticketName,
} from './rules.ts'
import { TICKET_STATUSES } from './schema.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const agent = anActor()

describe('opening a ticket', () => {
  const input = { title: '  Printer is out of toner ', orgId: 'org-1', requesterId: 'person-1' }
  const open = (fields = {}) =>
    createTicket(
      { ...input, ...fields },
      agent,
      NOW,
      () => 'ticket-9',
      () => 0.5,
    )

  test('gives it a provisional label and the priority of the matrix', () => {
    const result = open({ impact: 'high', urgency: 'high' })
    expect(result).toMatchObject({
      ok: true,
      value: {
        docId: 'ticket-9',
        patch: { title: 'Printer is out of toner', priority: 'urgent', prioritySource: 'matrix' },
      },
    })
    expect(result.ok && result.value.patch.label).toMatch(/^NEW-[2-9A-HJKMNP-Z]{4}$/)
  })

  test('is refused without a title, and where the agent has no role', () => {
    expect(open({ title: '   ' })).toMatchObject({
      ok: false,
      refusal: { code: 'title-empty', field: 'title' },
    })
    expect(open({ orgId: 'org-2' })).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } })
  })
})

describe('the status', () => {
  test('moves along the process and nowhere else', () => {
    for (const from of TICKET_STATUSES) {
      for (const to of TICKET_STATUSES) {
        const ticket = aTicket({ status: from, pendingReason: from === 'pending' ? 'supplier' : '' })
        const result = changeStatus(ticket, to, {}, agent, NOW)
        expect(result.ok, `${from} → ${to}`).toBe(isTransition(from, to))
      }
    }
  })

  test('sets and clears the instants that belong to it', () => {
    const resolved = changeStatus(aTicket(), 'resolved', { resolution: 'New drum' }, agent, NOW)
    expect(resolved).toMatchObject({
      ok: true,
      value: { resolvedAt: NOW, closedAt: '', resolution: 'New drum' },
    })
    const reopened = changeStatus(
      aTicket({ status: 'closed', closedAt: NOW, resolvedAt: NOW }),
      'open',
      {},
      agent,
      NOW,
    )
    expect(reopened).toMatchObject({ ok: true, value: { resolvedAt: '', closedAt: '', pendingReason: '' } })
  })
})

describe('the priority', () => {
  test('follows impact and urgency until a person sets it', () => {
    expect(changeSeverity(aTicket(), { impact: 'high', urgency: 'high' }, agent, NOW)).toMatchObject({
      ok: true,
      value: { priority: 'urgent' },
    })
    const byHand = changePriority(aTicket(), 'low', agent, NOW)
    expect(byHand).toMatchObject({ ok: true, value: { priority: 'low', prioritySource: 'person' } })
    const fixed = applyPatch(aTicket(), byHand.ok ? byHand.value : {})
    const later = changeSeverity(fixed, { impact: 'high' }, agent, NOW)
    expect(later.ok && 'priority' in later.value).toBe(false)
  })
})

test('a new ticket opens when somebody takes it', () => {
  expect(assignTicket(aTicket({ status: 'new' }), { assigneeId: 'agent-2' }, agent, NOW)).toMatchObject({
    ok: true,
    value: { assigneeId: 'agent-2', status: 'open' },
  })
})

test('a closed ticket keeps its work fields, but takes tags', () => {
  const closed = aTicket({ status: 'closed', closedAt: NOW })
  expect(changePriority(closed, 'urgent', agent, NOW)).toMatchObject({
    ok: false,
    refusal: { code: 'ticket-closed' },
  })
  expect(changeFields(closed, { tags: { $add: ['audit'] } }, agent, NOW).ok).toBe(true)
})

test('a technician works on their own site alone', () => {
  const technician = anActor('technician', 'site:site-lyon')
  expect(changePriority(aTicket(), 'high', technician, NOW).ok).toBe(true)
  expect(changePriority(aTicket({ siteId: 'site-nantes' }), 'high', technician, NOW)).toMatchObject({
    ok: false,
    refusal: { code: 'not-allowed' },
  })
})

test('an auditor changes nothing', () => {
  expect(changePriority(aTicket(), 'high', anActor('auditor'), NOW)).toMatchObject({
    ok: false,
    refusal: { code: 'not-allowed' },
  })
})

test('a requester’s word ends waiting and reopens; an agent’s answer is the first response', () => {
  expect(
    afterRequesterMessage(aTicket({ status: 'pending', pendingReason: 'requester' }), NOW),
  ).toMatchObject({
    status: 'open',
    pendingReason: '',
    lastPublicAt: NOW,
  })
  expect(afterRequesterMessage(aTicket(), NOW)).not.toHaveProperty('status')
  expect(afterAgentReply(aTicket({ status: 'new' }), NOW)).toMatchObject({
    status: 'open',
    firstRespondedAt: NOW,
  })
})

test('a ticket is called by its number, or by its label until it has one', () => {
  expect(ticketName(aTicket())).toBe('#1042')
  expect(ticketName(aTicket({ number: 0 }))).toBe('NEW-7F3K')
})

test('a closed ticket lies in the month in which something last happened to it as well', () => {
  const places = ticketBuckets(aTicket())
  expect(places.some((bucket) => bucket.startsWith('closed:'))).toBe(false)
  const closedAt = '2026-03-31T23:59:59.000Z'
  const updatedAt = '2026-01-05T10:00:00.000Z'
  const closed = aTicket({ status: 'closed', closedAt, updatedAt })
  expect(ticketBuckets(closed)).toEqual([...places, 'closed:2026-03'])
  expect(ticketBuckets({ ...closed, updatedAt: '2026-04-01T00:00:00.000Z' })).toContain('closed:2026-04')
})
