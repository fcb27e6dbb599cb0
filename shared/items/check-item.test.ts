import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import type { Patch } from '../kernel/patch.ts'
import { anActor } from '../people/builders.ts'
import { checkWrite, newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { ticketBuckets } from '../tickets/schema.ts'
import { items } from './collection.ts'
import type { Item } from './schema.ts'

const ticket = aTicket()
const [ann, bob, boss] = ['ann', 'bob', 'boss'].map((id) => anActor('agent', 'org:org-1', id)) as [
  Actor,
  Actor,
  Actor,
]
const mona = anActor('manager', 'org:org-1', 'mona')
const anItem = (fields: Partial<Item>): Item =>
  newDoc(items, 'item-1', { ticketId: ticket.id, title: 'Two screens', createdBy: 'ann', ...fields })

/** The refusal of a write as `code field`, or `ok`; a creation when there is nothing before. */
function writing(before: Item | undefined, patch: Patch, actor: Actor): string {
  const place = { parent: ticket, parentBuckets: ticketBuckets(ticket) }
  const now = '2026-11-20T09:00:00.000Z'
  const checked = checkWrite({ spec: items, before, docId: 'item-1', patch, actor, now, ...place })
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field ?? ''}`.trim()
}

describe('an approval', () => {
  const asked = anItem({ kind: 'approval', assigneeId: 'boss' })

  test('is decided by whoever is asked, and by nobody else', () => {
    expect(writing(asked, { state: 'approved' }, boss)).toBe('ok')
    for (const other of [ann, bob, mona]) {
      expect(writing(asked, { state: 'approved' }, other)).toBe('approval-not-yours state')
    }
  })

  test('begins undecided', () => {
    const patch = { ticketId: ticket.id, kind: 'approval', title: 'Two screens', assigneeId: 'boss' }
    expect(writing(undefined, patch, ann)).toBe('ok')
    expect(writing(undefined, { ...patch, state: 'approved' }, ann)).toBe('approval-not-yours state')
  })

  test('is passed on by whoever is asked; who asks may ask somebody else, but not themselves', () => {
    expect(writing(asked, { assigneeId: 'bob' }, boss)).toBe('ok')
    expect(writing(asked, { assigneeId: 'bob' }, ann)).toBe('ok')
    expect(writing(asked, { assigneeId: 'bob' }, mona)).toBe('ok')
    expect(writing(asked, { assigneeId: 'ann' }, ann)).toBe('approval-not-yours assigneeId')
    expect(writing(asked, { assigneeId: 'mona' }, mona)).toBe('approval-not-yours assigneeId')
    expect(writing(asked, { assigneeId: 'bob' }, bob)).toBe('approval-not-yours assigneeId')
    expect(writing(asked, { assigneeId: 'bob', state: 'approved' }, bob)).toBe('approval-not-yours state')
  })

  test('once decided says what was decided on', () => {
    const decided = { ...asked, state: 'approved' }
    for (const patch of [{ title: 'Ten screens' }, { deletedAt: '2026-11-20T10:00:00.000Z' }]) {
      expect(writing(asked, patch, ann)).toBe('ok')
      expect(writing(decided, patch, ann)).toMatch('approval-not-yours')
    }
    expect(writing(decided, { assigneeId: 'bob' }, ann)).toBe('approval-not-yours assigneeId')
  })
})

test('time is corrected by who wrote it down or a manager, and written in nobody else’s name', () => {
  const spent = anItem({ kind: 'work-log', minutes: 30 })
  expect(writing(spent, { minutes: 45 }, ann)).toBe('ok')
  expect(writing(spent, { minutes: 45 }, mona)).toBe('ok')
  expect(writing(spent, { minutes: 45 }, bob)).toBe('not-your-time')
  const patch = { ticketId: ticket.id, kind: 'work-log', title: 'On site', minutes: 30 }
  expect(writing(undefined, { ...patch, createdBy: 'ann' }, ann)).toBe('ok')
  expect(writing(undefined, { ...patch, createdBy: 'ann' }, bob)).toBe('author-forged createdBy')
})

test('a task is everybody’s', () => {
  expect(writing(anItem({ kind: 'task' }), { state: 'done' }, bob)).toBe('ok')
})
