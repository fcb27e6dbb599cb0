import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anActor } from '../../people/builders.ts'
import { aTicket } from '../builders.ts'
import { tickets } from '../collection.ts'
import {
  afterAgentReply,
  afterRequesterMessage,
  changeKind,
  changeFields,
  changeStatus,
  confirmSolved,
  moveTicket,
} from '../rules.ts'
import { CHANGE_TYPES, STAGES, TICKET_KINDS, TICKET_STATUSES, type Stage, type Ticket } from '../schema.ts'
import { offeredTransitions, type ProcessFacts } from './offered.ts'
import {
  isStepBack,
  nextStages,
  PROCESSES,
  stageFor,
  stageOf,
  stageRule,
  stagesOf,
  storedStage,
} from './stages.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const ann = anActor('agent', 'org:org-1', 'ann')
const mona = anActor('manager', 'org:org-1', 'mona')
const NOTHING: ProcessFacts = { approval: 'none', openTasks: 0, missingFields: [] }
const FILLED = {
  plan: 'Swap the switch',
  rollbackPlan: 'Put the old one back',
  testPlan: 'Ping',
  risk: 'low',
  reviewNotes: 'As planned',
  rootCause: 'Firmware',
  workaround: 'Restart it',
  plannedStart: '2026-11-21T20:00:00.000Z',
  plannedEnd: '2026-11-21T22:00:00.000Z',
} as const

/** A ticket of a kind in one of its stages. */
function at(kind: Ticket['kind'], stage: Stage, fields: Partial<Ticket> = {}): Ticket {
  const rule = stageRule(kind, stage)
  const status = rule?.status ?? 'new'
  const waits = status === 'pending' ? { pendingReason: rule?.waitsFor ?? ('requester' as const) } : {}
  return aTicket({ kind, status, stage: storedStage(kind, stage), assigneeId: 'ann', ...waits, ...fields })
}

/** What a step comes to: the stage, or the reason why not. */
function moving(ticket: Ticket, to: Stage, facts: Partial<ProcessFacts> = {}, actor = ann): string {
  const moved = moveTicket(ticket, to, {}, { ...NOTHING, ...facts }, actor, NOW)
  return moved.ok ? stageOf({ ...ticket, ...moved.value } as Ticket) : moved.refusal.code
}

describe('every process', () => {
  test.each(TICKET_KINDS)('of a %s leads only to stages it has, and out of each of them', (kind) => {
    for (const stage of stagesOf(kind)) {
      const next = nextStages(at(kind, stage))
      expect(next.length, stage).toBeGreaterThan(0)
      for (const to of next) expect(stagesOf(kind), `${stage} → ${to}`).toContain(to)
    }
  })

  test.each(TICKET_KINDS)('of a %s can be walked from its beginning to its end', (kind) => {
    const seen = new Set<Stage>([stageFor(kind, 'new') ?? 'new'])
    for (const stage of seen) for (const to of nextStages(at(kind, stage))) seen.add(to)
    expect([...seen].toSorted()).toEqual([...stagesOf(kind)].toSorted())
  })

  test('has a stage for new, open, resolved and closed', () => {
    for (const kind of TICKET_KINDS) {
      for (const status of ['new', 'open', 'resolved', 'closed'] as const) {
        expect(stageFor(kind, status), `${kind} ${status}`).toBeDefined()
      }
    }
  })

  test('a stage that does not fit the status counts for nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TICKET_KINDS),
        fc.constantFrom(...TICKET_STATUSES),
        fc.constantFrom(...STAGES),
        (kind, status, stage) => {
          const found = stageOf({ kind, status, stage })
          const fits = PROCESSES[kind][found]?.status === status
          expect(fits || stageFor(kind, status) === undefined).toBe(true)
        },
      ),
    )
  })

  test('what the console offers, the rule that judges every write accepts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...TICKET_KINDS.flatMap((kind) => stagesOf(kind).map((stage) => [kind, stage] as const)),
        ),
        fc.constantFrom(...CHANGE_TYPES),
        fc.constantFrom('none', 'asked', 'approved', 'rejected' as const),
        fc.boolean(),
        ([kind, stage], changeType, approval, isFilled) => {
          const ticket = at(kind, stage, { changeType, ...(isFilled ? FILLED : {}) })
          const facts = { ...NOTHING, approval }
          for (const { to, allowed, refusals } of offeredTransitions(ticket, facts, ann)) {
            const code = moving(ticket, to, facts)
            expect(code, `${kind} ${stage} → ${to}`).toBe(allowed ? to : refusals[0]?.code)
          }
        },
      ),
    )
  })

  test('a step can be taken back, as undoing does', () => {
    for (const kind of TICKET_KINDS) {
      for (const from of stagesOf(kind)) {
        const before = at(kind, from, FILLED)
        for (const to of nextStages(before)) {
          expect(isStepBack(at(kind, to, FILLED), from), `${kind} ${to} back to ${from}`).toBe(true)
        }
      }
    }
    const resolved = aTicket({ status: 'resolved', resolvedAt: NOW })
    const undone = { status: 'pending', pendingReason: 'supplier', stage: '', resolvedAt: '' } as const
    expect(changeFields(resolved, undone, ann, NOW).ok).toBe(true)
    expect(changeStatus(resolved, 'pending', {}, ann, NOW).ok).toBe(false)
  })
})

describe('a change', () => {
  test('is planned, approved, scheduled, done and reviewed', () => {
    const draft = at('change', 'draft')
    expect(moving(draft, 'assessment')).toBe('assessment')
    expect(moving(at('change', 'assessment'), 'approval')).toBe('field-needed')
    expect(moving(at('change', 'assessment', FILLED), 'approval')).toBe('approval')
    expect(moving(at('change', 'approval', FILLED), 'scheduled', { approval: 'asked' })).toBe(
      'approval-missing',
    )
    expect(
      moving(at('change', 'approval', { ...FILLED, plannedStart: '' }), 'scheduled', {
        approval: 'approved',
      }),
    ).toBe('window-missing')
    expect(moving(at('change', 'approval', FILLED), 'scheduled', { approval: 'approved' })).toBe('scheduled')
    expect(moving(at('change', 'review'), 'closed')).toBe('field-needed')
    expect(moving(at('change', 'review', FILLED), 'closed')).toBe('closed')
    expect(moving(draft, 'implementing')).toBe('transition-not-allowed')
  })

  test('of a standard type is approved beforehand, an emergency does not wait for its window', () => {
    const standard = at('change', 'draft', { ...FILLED, changeType: 'standard' })
    expect(moving(standard, 'scheduled')).toBe('scheduled')
    expect(moving(standard, 'scheduled', { approval: 'rejected' })).toBe('approval-rejected')
    const emergency = at('change', 'approval', {
      ...FILLED,
      plannedStart: '',
      plannedEnd: '',
      changeType: 'emergency',
    })
    expect(moving(emergency, 'implementing', { approval: 'approved' })).toBe('implementing')
    expect(moving({ ...emergency, changeType: 'normal' }, 'implementing', { approval: 'approved' })).toBe(
      'transition-not-allowed',
    )
  })

  test('is scheduled and cancelled by its assignee, who opened it, or a manager', () => {
    const ready = at('change', 'approval', { ...FILLED, assigneeId: 'bob', createdBy: 'cleo' })
    const approved: Partial<ProcessFacts> = { approval: 'approved' }
    expect(moving(ready, 'scheduled', approved)).toBe('not-your-ticket')
    expect(moving(ready, 'scheduled', approved, mona)).toBe('scheduled')
    expect(moving(ready, 'cancelled', {}, anActor('agent', 'org:org-1', 'cleo'))).toBe('cancelled')
  })

  test('ends after it begins', () => {
    const window = { plannedStart: FILLED.plannedEnd, plannedEnd: FILLED.plannedStart }
    expect(changeFields(at('change', 'draft'), window, ann, NOW)).toMatchObject({
      refusal: { code: 'window-invalid' },
    })
  })

  test('keeps the five states that lists and the portal know', () => {
    const moved = moveTicket(at('change', 'review', FILLED), 'closed', {}, NOTHING, ann, NOW)
    expect(moved).toMatchObject({ value: { status: 'closed', stage: '', closedAt: NOW } })
    const cancelled = moveTicket(at('change', 'draft'), 'cancelled', {}, NOTHING, ann, NOW)
    expect(cancelled).toMatchObject({ value: { status: 'closed', stage: 'cancelled' } })
  })

  test('is filled in on the way', () => {
    const { risk, plan, rollbackPlan } = FILLED
    const fields = { risk, plan, rollbackPlan }
    const moved = moveTicket(at('change', 'assessment'), 'approval', { fields }, NOTHING, ann, NOW)
    expect(moved).toMatchObject({ value: { ...fields, status: 'pending', pendingReason: 'approval' } })
  })

  test('does not open because somebody is given it or writes', () => {
    const draft = at('change', 'draft')
    expect(afterAgentReply(draft, NOW)).not.toHaveProperty('status')
    expect(afterRequesterMessage(at('change', 'approval'), NOW)).not.toHaveProperty('status')
  })
})

describe('a problem', () => {
  test('is a known error once there is a workaround, and solved once its cause is known', () => {
    expect(moving(at('problem', 'analysis'), 'known-error')).toBe('field-needed')
    expect(moving(at('problem', 'analysis', { workaround: 'Restart' }), 'known-error')).toBe('known-error')
    expect(moving(at('problem', 'known-error'), 'resolved')).toBe('field-needed')
    expect(moving(at('problem', 'known-error', { rootCause: 'Firmware' }), 'resolved')).toBe('resolved')
  })
})

describe('a service request', () => {
  test('is not delivered while an approval is open or refused', () => {
    const open = at('request', 'approval')
    expect(moving(open, 'delivered', { approval: 'asked' })).toBe('approval-open')
    expect(moving(open, 'delivered', { approval: 'rejected' })).toBe('approval-rejected')
    expect(moving(open, 'delivered', { approval: 'approved' })).toBe('delivered')
  })

  test('is closed when its requester confirms, and whoever closes it otherwise is warned', () => {
    const delivered = at('request', 'delivered')
    const closing = offeredTransitions(delivered, { ...NOTHING, openTasks: 2 }, ann).find(
      ({ to }) => to === 'closed',
    )
    expect(closing).toMatchObject({
      allowed: true,
      warnings: [{ code: 'tasks-open', count: 2 }, { code: 'not-confirmed' }],
    })
    expect(confirmSolved(delivered, ann, NOW)).toMatchObject({
      value: { status: 'closed', confirmedAt: NOW },
    })
    expect(confirmSolved(at('request', 'open'), ann, NOW)).toMatchObject({ refusal: { code: 'not-solved' } })
  })

  test('that waits for an approval goes on waiting when the requester writes', () => {
    expect(afterRequesterMessage(at('request', 'approval'), NOW)).not.toHaveProperty('status')
    expect(afterRequesterMessage(at('request', 'pending'), NOW)).toMatchObject({ status: 'open' })
  })

  test('is not ended while a required field is empty', () => {
    const facts = { missingFields: ['Cost centre'] }
    expect(moving(at('request', 'open'), 'delivered', facts)).toBe('custom-needed')
    expect(moving(at('request', 'open'), 'pending', facts)).toBe('pending')
  })
})

describe('a ticket that becomes another kind', () => {
  test('stands where its status says there', () => {
    const waiting = at('incident', 'pending', { pendingReason: 'supplier' })
    expect(changeKind(waiting, 'problem', ann, NOW)).toMatchObject({
      value: { kind: 'problem', stage: 'known-error', status: 'pending', pendingReason: 'supplier' },
    })
    expect(changeKind(waiting, 'release', ann, NOW)).toMatchObject({
      value: { kind: 'release', stage: 'build', status: 'open', pendingReason: '' },
    })
    expect(changeKind(at('incident', 'closed'), 'problem', ann, NOW)).toMatchObject({
      refusal: { code: 'ticket-closed' },
    })
  })
})

describe('two people who move a ticket apart from each other', () => {
  const rule = tickets.conflicts['status']
  const deciding = (current: Ticket, patch: Partial<Ticket>) =>
    rule?.({ current, patch, mine: patch.status, theirs: current.status, mineRoles: [], theirsRoles: [] })

  test('the step that arrives later stands when the process allows it from there', () => {
    expect(deciding(at('change', 'assessment'), { status: 'closed', stage: 'cancelled' })).toBe('mine')
    expect(deciding(at('change', 'cancelled'), { status: 'open', stage: 'assessment' })).toBe('theirs')
    expect(deciding(at('change', 'draft'), { status: 'resolved', stage: 'review' })).toBe('theirs')
    expect(deciding(at('incident', 'pending'), { status: 'resolved' })).toBe('mine')
  })
})
