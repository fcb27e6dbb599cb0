import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import {
  approvalStates,
  approvalSummary,
  createApproval,
  decide,
  delegate,
  openApprovers,
  refusedDecision,
  seatsFor,
  votesNeeded,
} from './approvals.ts'
import { anItem } from './builders.ts'
import { items } from './collection.ts'
import { decisionId } from './decision-id.ts'
import { APPROVAL_MODES, type Item } from './schema.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const as = (personId: string): Deed => ({ actor: anActor('agent', 'org:org-1', personId), now: NOW })
const anApproval = (fields: Partial<Item> = {}): Item =>
  anItem({ kind: 'approval', id: 'approval', state: 'asked', approverIds: ['ann', 'bob', 'cleo'], ...fields })
const aDecision = (on: Item, personId: string, verdict: 'yes' | 'no'): Item =>
  anItem({ kind: 'decision', id: decisionId(on.id, personId), parentId: on.id, personId, verdict, state: '' })

describe('who must agree', () => {
  const stateAfter = (approval: Item, ...verdicts: ('yes' | 'no')[]) =>
    approvalStates([
      approval,
      ...verdicts.map((verdict, at) => aDecision(approval, approval.approverIds[at] ?? '', verdict)),
    ]).get(approval.id)

  test('one: the first yes is enough, and it takes every no to refuse', () => {
    const one = anApproval({ mode: 'one' })
    expect(stateAfter(one, 'no', 'no')).toBe('asked')
    expect(stateAfter(one, 'no', 'yes')).toBe('approved')
    expect(stateAfter(one, 'no', 'no', 'no')).toBe('rejected')
  })

  test('all: one no refuses', () => {
    const all = anApproval({ mode: 'all' })
    expect(stateAfter(all, 'yes', 'yes')).toBe('asked')
    expect(stateAfter(all, 'yes', 'yes', 'yes')).toBe('approved')
    expect(stateAfter(all, 'yes', 'no')).toBe('rejected')
  })

  test('a share: rounded up, refused as soon as it cannot be reached', () => {
    const half = anApproval({ mode: 'share', share: 50 })
    expect(votesNeeded(half)).toBe(2)
    expect(stateAfter(half, 'yes')).toBe('asked')
    expect(stateAfter(half, 'no', 'no')).toBe('rejected')
    expect(stateAfter(half, 'yes', 'no', 'yes')).toBe('approved')
  })

  test('the same decisions come to the same in whatever order they arrive', () => {
    const verdicts = fc.array(fc.constantFrom('yes' as const, 'no' as const), { maxLength: 5 })
    fc.assert(
      fc.property(
        fc.constantFrom(...APPROVAL_MODES),
        fc.integer({ min: 1, max: 100 }),
        verdicts,
        (mode, share, given) => {
          const approverIds = ['a', 'b', 'c', 'd', 'e']
          const approval = anApproval({ mode, share, approverIds })
          const decisions = given.map((verdict, at) => aDecision(approval, approverIds[at] ?? '', verdict))
          const state = approvalStates([approval, ...decisions]).get('approval')
          expect(approvalStates([...decisions.toReversed(), approval]).get('approval')).toBe(state)
          if (given.length === approverIds.length) expect(state).not.toBe('asked')
        },
      ),
    )
  })
})

describe('steps', () => {
  const first = anApproval({ id: 'first', approverIds: ['ann'] })
  const second = anApproval({ id: 'second', approverIds: ['bob'], step: 2, state: 'waiting' })

  test('are asked in order, and what was withdrawn keeps nobody waiting', () => {
    expect(approvalStates([first, second]).get('second')).toBe('waiting')
    expect(approvalStates([first, second, aDecision(first, 'ann', 'yes')]).get('second')).toBe('asked')
    expect(approvalStates([{ ...first, state: 'withdrawn' }, second]).get('second')).toBe('asked')
    expect(refusedDecision(second, [first, second], 'bob')).toMatchObject({ code: 'approval-waits' })
  })

  test('come to one answer for the ticket', () => {
    expect(approvalSummary([])).toBe('none')
    expect(approvalSummary([first, second])).toBe('asked')
    expect(approvalSummary([first, second, aDecision(first, 'ann', 'no')])).toBe('rejected')
    const agreed = [aDecision(first, 'ann', 'yes'), aDecision(second, 'bob', 'yes')]
    expect(approvalSummary([first, second, ...agreed])).toBe('approved')
    expect(approvalSummary([{ ...first, parentId: 'purchase' }])).toBe('none')
  })

  test('a new one behind an open one waits', () => {
    const input = { title: 'Budget', approverIds: ['bob', 'bob'], step: 2 }
    const made = createApproval(aTicket(), input, [first], as('agent-1'), () => 'new')
    expect(made).toMatchObject({ value: { patch: { state: 'waiting', approverIds: ['bob'] } } })
    const nobody = createApproval(
      aTicket(),
      { title: 'Budget', approverIds: [] },
      [],
      as('agent-1'),
      () => 'new',
    )
    expect(nobody).toMatchObject({ refusal: { code: 'approvers-missing' } })
  })
})

describe('a decision', () => {
  const approval = anApproval({ mode: 'all' })

  test('is given once by each who is asked, and counted at once on the device', () => {
    const made = decide(approval, [approval], { verdict: 'yes', comment: ' Fine ' }, as('ann'))
    if (!made.ok) throw new Error(made.refusal.code)
    const decision = newDoc(items, made.value.docId, made.value.patch)
    expect(decision).toMatchObject({ note: 'Fine', personId: 'ann', createdBy: 'ann' })
    expect(openApprovers(approval, [approval, decision])).toEqual(['bob', 'cleo'])
    const again = decide(approval, [approval, decision], { verdict: 'no' }, as('ann'))
    expect(again).toMatchObject({ refusal: { code: 'already-decided' } })
    expect(decide(approval, [approval], { verdict: 'yes' }, as('dora'))).toMatchObject({
      refusal: { code: 'approval-not-yours' },
    })
  })

  test('is not asked for any more once the approval is settled', () => {
    const refused = [approval, aDecision(approval, 'ann', 'no')]
    expect(decide(approval, refused, { verdict: 'yes' }, as('bob'))).toMatchObject({
      refusal: { code: 'approval-settled' },
    })
  })

  test('may be passed on, and then given by either of the two', () => {
    const ticket = aTicket()
    const passed = delegate(ticket, approval, 'dora', as('ann'))
    expect(passed).toMatchObject({ value: { delegations: { $add: ['ann>dora'] } } })
    expect(delegate(ticket, approval, 'bob', as('ann'))).toMatchObject({
      refusal: { code: 'delegate-missing' },
    })
    expect(delegate(ticket, approval, 'dora', as('eve'))).toMatchObject({
      refusal: { code: 'approval-not-yours' },
    })
    const both = { ...approval, delegations: ['ann>dora', 'ann>bob'] }
    expect(seatsFor(both, [both], 'dora')).toEqual(['ann'])
    expect(seatsFor(both, [both], 'bob')).toEqual(['bob', 'ann'])
    expect(decide(both, [both], { verdict: 'yes' }, as('dora'))).toMatchObject({
      value: { patch: { personId: 'ann', createdBy: 'dora' } },
    })
  })
})
