import { describe, expect, test } from 'vitest'
import { applyPatch } from '#shared/kernel/patch.ts'
import { anActor } from '#shared/people/builders.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import * as rules from '#shared/tickets/rules.ts'
import { decideForAll, undoing, writesOf, type BulkRule } from './bulk-acts.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const LATER = '2026-11-20T09:00:05.000Z'
const actor = anActor()
const close: BulkRule = (ticket, by, now) => rules.changeStatus(ticket, 'closed', {}, by, now)

describe('one act on many tickets', () => {
  test('a refused ticket keeps none of the others back', () => {
    const fine = aTicket({ id: 't-1', status: 'open' })
    const pending: BulkRule = (ticket, by, now) =>
      rules.changeStatus(ticket, 'pending', { pendingReason: 'supplier' }, by, now)
    const { changes, refused } = decideForAll(
      [fine, aTicket({ id: 't-2', status: 'closed' })],
      pending,
      actor,
      NOW,
    )
    expect(changes.map(({ before }) => before.id)).toEqual(['t-1'])
    expect(refused.map(({ ticket, refusal }) => [ticket.id, refusal.code])).toEqual([
      ['t-2', 'transition-not-allowed'],
    ])
  })

  test('is taken back for all of them', () => {
    const open = aTicket({ id: 't-1', status: 'open', updatedAt: NOW })
    const { changes } = decideForAll([open], close, actor, NOW)
    const closed = applyPatch(open, changes[0]?.patch ?? {})
    const back = decideForAll([closed], undoing(changes), actor, LATER)
    expect(applyPatch(closed, back.changes[0]?.patch ?? {})).toEqual({ ...open, updatedAt: LATER })
    expect(writesOf(back)).toHaveLength(1)
  })

  test('an assignment that opened a ticket is taken back with its opening', () => {
    const fresh = aTicket({ id: 't-1', status: 'new', assigneeId: '' })
    const take: BulkRule = (ticket, by, now) =>
      rules.assignTicket(ticket, { assigneeId: 'person-1' }, by, now)
    const { changes } = decideForAll([fresh], take, actor, NOW)
    const taken = applyPatch(fresh, changes[0]?.patch ?? {})
    const back = decideForAll([taken], undoing(changes), actor, LATER)
    expect(applyPatch(taken, back.changes[0]?.patch ?? {})).toMatchObject({ assigneeId: '', status: 'new' })
  })
})
