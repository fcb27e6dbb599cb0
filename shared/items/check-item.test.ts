import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Patch } from '../kernel/patch.ts'
import { anActor } from '../people/builders.ts'
import { checkWrite, newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { ticketBuckets } from '../tickets/schema.ts'
import { items } from './collection.ts'
import { decisionId } from './decision-id.ts'
import type { Item } from './schema.ts'

const ticket = aTicket()
const inOrg = (id: string, role: 'agent' | 'manager' = 'agent'): Actor => anActor(role, 'org:org-1', id)
const [ann, bob, boss, mona] = [inOrg('ann'), inOrg('bob'), inOrg('boss'), inOrg('mona', 'manager')]
const anItem = (fields: Partial<Item>): Item =>
  newDoc(items, 'item-1', { ticketId: ticket.id, title: 'Two screens', createdBy: 'ann', ...fields })

/** The refusal of a write as `code field`, or `ok`; a creation when there is nothing before. */
function writing(
  before: Item | undefined,
  patch: Patch,
  actor: Actor,
  parent: Doc = ticket,
  docId = 'item-2',
): string {
  const place = { parent, parentBuckets: ticketBuckets(ticket) }
  const now = '2026-11-20T09:00:00.000Z'
  const checked = checkWrite({ spec: items, before, docId, patch, actor, now, ...place })
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field ?? ''}`.trim()
}

describe('an approval', () => {
  const asked = anItem({ kind: 'approval', state: 'asked', approverIds: ['boss'] })

  test('begins undecided and nobody says of it that it is decided', () => {
    const patch = { ticketId: ticket.id, kind: 'approval', title: 'Two screens', approverIds: ['boss'] }
    expect(writing(undefined, { ...patch, state: 'asked' }, ann)).toBe('ok')
    expect(writing(undefined, { ...patch, state: 'approved' }, ann)).toBe('approval-not-yours state')
    for (const actor of [ann, bob, boss, mona]) {
      expect(writing(asked, { state: 'approved' }, actor)).toBe('approval-not-yours state')
    }
  })

  test('is withdrawn by who asked or a manager', () => {
    expect(writing(asked, { state: 'withdrawn' }, ann)).toBe('ok')
    expect(writing(asked, { state: 'withdrawn' }, mona)).toBe('ok')
    expect(writing(asked, { state: 'withdrawn' }, bob)).toBe('approval-not-yours state')
  })

  test('stays what was asked', () => {
    expect(writing(asked, { title: 'Ten screens' }, ann)).toBe('approval-not-yours title')
    expect(writing(asked, { mode: 'one', share: 1 }, ann)).toBe('approval-not-yours share')
    expect(writing(asked, { deletedAt: '2026-11-20T10:00:00.000Z' }, bob)).toBe(
      'approval-not-yours deletedAt',
    )
    expect(writing(asked, { approverIds: ['bob'] }, bob)).toBe('field-fixed approverIds')
  })

  test('is passed on by who is asked, and by nobody else', () => {
    expect(writing(asked, { delegations: { $add: ['boss>bob'] } }, boss)).toBe('ok')
    expect(writing(asked, { delegations: { $add: ['boss>bob'] } }, bob)).toBe(
      'approval-not-yours delegations',
    )
    const passedOn = { ...asked, delegations: ['boss>bob'] }
    expect(writing(passedOn, { delegations: { $remove: ['boss>bob'] } }, boss)).toBe(
      'approval-not-yours delegations',
    )
  })

  describe('its decision', () => {
    const decision = { kind: 'decision', parentId: 'item-1', ticketId: ticket.id, verdict: 'yes', state: '' }
    const deciding = (by: Actor, approval: Item = asked, more: Patch = {}) => {
      const patch = { ...decision, personId: by.personId, createdBy: by.personId, ...more }
      return writing(undefined, patch, by, approval, decisionId('item-1', String(patch.personId)))
    }

    test('is given by who is asked', () => {
      expect(deciding(boss)).toBe('ok')
      for (const other of [ann, bob, mona]) expect(deciding(other)).toBe('approval-not-yours verdict')
      expect(deciding(bob, asked, { personId: 'boss' })).toBe('approval-not-yours verdict')
      expect(deciding(bob, asked, { personId: 'boss', createdBy: 'boss' })).toBe('author-forged createdBy')
      expect(deciding(boss, asked, { createdBy: '' })).toBe('author-forged createdBy')
    })

    test('may be given by who they passed it on to, in their place', () => {
      const passedOn = { ...asked, delegations: ['boss>bob'] }
      expect(deciding(bob, passedOn, { personId: 'boss' })).toBe('ok')
      expect(deciding(ann, passedOn, { personId: 'boss' })).toBe('approval-not-yours verdict')
    })

    test('is given once: there is one id for it', () => {
      const patch = { ...decision, personId: 'boss', createdBy: 'boss' }
      expect(writing(undefined, patch, boss, asked, 'another-id')).toBe('approval-not-yours verdict')
    })

    test('is taken when the approval was settled or withdrawn meanwhile, but not before its turn', () => {
      for (const state of ['asked', 'approved', 'rejected', 'withdrawn']) {
        expect(deciding(boss, { ...asked, state })).toBe('ok')
      }
      expect(deciding(boss, { ...asked, state: 'waiting' })).toBe('approval-waits verdict')
    })

    test('is not given on what is no approval, and says something', () => {
      expect(deciding(boss, anItem({ kind: 'task', approverIds: ['boss'] }))).toMatch('approval-not-yours')
      expect(deciding(boss, asked, { verdict: '' })).toBe('invalid-value verdict')
      expect(deciding(boss, asked, { ticketId: 'elsewhere' })).toMatch('approval-not-yours')
    })

    test('stands', () => {
      const given = anItem({ ...decision, kind: 'decision', verdict: 'no', createdBy: 'boss' })
      expect(writing(given, { note: 'or yes' }, boss, asked)).toBe('evidence')
      expect(writing(given, { deletedAt: '2026-11-20T10:00:00.000Z' }, boss, asked)).toBe('evidence')
    })
  })
})

test('time stays as it was entered, whoever asks, and is entered in nobody else’s name but by a manager', () => {
  const spent = anItem({ kind: 'work-log', minutes: 30, personId: 'ann', state: '' })
  for (const actor of [ann, bob, mona]) expect(writing(spent, { minutes: 45 }, actor)).toBe('evidence')
  const patch = { ticketId: ticket.id, kind: 'work-log', minutes: 30, state: '', personId: 'ann' }
  expect(writing(undefined, { ...patch, createdBy: 'ann' }, ann)).toBe('ok')
  expect(writing(undefined, { ...patch, createdBy: 'ann' }, bob)).toBe('author-forged createdBy')
  expect(writing(undefined, { ...patch, createdBy: 'bob' }, bob)).toBe('not-your-time personId')
  expect(writing(undefined, { ...patch, createdBy: 'mona' }, mona)).toBe('ok')
})

test('a task is everybody’s', () => {
  expect(writing(anItem({ kind: 'task' }), { state: 'done' }, bob)).toBe('ok')
})
