import { describe, expect, test } from 'vitest'
import type { Activity } from '#shared/activity/schema.ts'
import { activity } from '#shared/activity/collection.ts'
import type { PendingMutation } from '#renderer/replica/replica.ts'
import { logEntries, setChange } from './entries.ts'

const ME = { personId: 'agent-1', deviceId: 'device-1' }
const PARTS = { ticketId: 'ticket-1', partIds: new Set(['task-1']) }
const written = (part: Partial<Activity>): Activity => ({
  ...(activity.defaults as Activity),
  rev: 1,
  deletedAt: '',
  id: 'entry',
  collection: 'tickets',
  docId: 'ticket-1',
  ticketId: 'ticket-1',
  ...part,
})
const waiting = (part: Partial<PendingMutation>): PendingMutation => ({
  id: 'mutation',
  collection: 'tickets',
  docId: 'ticket-1',
  op: 'change',
  baseRev: 1,
  patch: { priority: 'high' },
  prev: { priority: 'normal' },
  at: '2026-11-20T09:00:00.000Z',
  schema: 0,
  seq: 1,
  lastError: '',
  ...part,
})

describe('the activity log', () => {
  test('stands newest first, with what waits on top', () => {
    const log = logEntries(
      [
        written({ id: 'first', action: 'created' }),
        written({ id: 'second', changes: [{ field: 'status', before: 'new', after: 'open' }] }),
      ],
      [waiting({ id: 'mine' })],
      PARTS,
      ME,
    )
    expect(log.map(({ id, isWaiting }) => [id, isWaiting])).toEqual([
      ['mine', true],
      ['second', false],
      ['first', false],
    ])
    expect(log[0]).toMatchObject({
      actorId: 'agent-1',
      changes: [{ field: 'priority', before: 'normal', after: 'high' }],
    })
  })

  test('leaves out what waits on other tickets', () => {
    const idsOf = (mutation: Partial<PendingMutation>) =>
      logEntries([], [waiting({ id: 'mine', ...mutation })], PARTS, ME).map(({ action }) => action)
    expect(idsOf({ docId: 'ticket-2' })).toEqual([])
    expect(idsOf({ docId: 'message-1', op: 'create', patch: { ticketId: 'ticket-1' } })).toEqual(['created'])
    expect(idsOf({ docId: 'link-1', op: 'create', patch: { toId: 'ticket-1' } })).toEqual(['created'])
    expect(idsOf({ collection: 'items', docId: 'task-1', patch: { state: 'done' } })).toEqual(['changed'])
    expect(idsOf({ collection: 'items', docId: 'task-2', patch: { state: 'done' } })).toEqual([])
    const removed = { deletedAt: '2026-11-20T09:00:00.000Z' }
    expect(idsOf({ collection: 'items', docId: 'task-1', patch: removed })).toEqual(['deleted'])
  })

  test('says nothing of a change that only moves the clock', () => {
    const quiet = written({
      changes: [{ field: 'updatedAt', before: '', after: '2026-11-20T09:00:00.000Z' }],
    })
    expect(logEntries([quiet], [], PARTS, ME)).toEqual([])
  })
})

describe('a change of a set', () => {
  test('says what came and went, stored whole or as a delta', () => {
    expect(setChange({ field: 'tags', before: ['a', 'b'], after: ['b', 'c'] })).toEqual({
      added: ['c'],
      removed: ['a'],
    })
    expect(setChange({ field: 'tags', before: '', after: { $add: ['c'] } })).toEqual({
      added: ['c'],
      removed: [],
    })
    expect(setChange({ field: 'title', before: 'a', after: 'b' })).toBeUndefined()
  })
})
