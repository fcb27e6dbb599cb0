import { describe, expect, test } from 'vitest'
import { messages } from '#shared/messages/collection.ts'
import type { Message } from '#shared/messages/schema.ts'
import { notices } from '#shared/notices/collection.ts'
import type { Notice } from '#shared/notices/schema.ts'
import { tickets } from '#shared/tickets/collection.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import {
  happeningOfMessage,
  happeningOfNotice,
  noticeToShow,
  type Happening,
  type Surroundings,
} from './notice-to-show.ts'

const NOW = Date.parse('2026-11-20T09:30:00.000Z')
const answered: Happening = {
  kind: 'answer',
  ticketId: 'ticket-1',
  at: '2026-11-20T09:29:58.000Z',
  by: 'rita',
}
const around = (part: Partial<Surroundings> = {}): Surroundings => ({
  isOn: true,
  isFocused: false,
  openedAt: '2026-11-20T09:00:00.000Z',
  now: NOW,
  shownAt: new Map(),
  ...part,
})

describe('a notification', () => {
  test('is shown for what happens while the window is in the background', () => {
    expect(noticeToShow(answered, around())).toBe(answered)
  })

  test('is not shown to somebody who looks at the window, or who wants none', () => {
    expect(noticeToShow(answered, around({ isFocused: true }))).toBeUndefined()
    expect(noticeToShow(answered, around({ isOn: false }))).toBeUndefined()
  })

  test('is not shown for what the device caught up with', () => {
    expect(noticeToShow({ ...answered, at: '2026-11-20T08:59:59.000Z' }, around())).toBeUndefined()
  })

  test('is shown once for each ticket and minute', () => {
    const shown = (ago: number) => around({ shownAt: new Map([['ticket-1', NOW - ago]]) })
    expect(noticeToShow(answered, shown(59_000))).toBeUndefined()
    expect(noticeToShow(answered, shown(60_000))).toBe(answered)
    expect(noticeToShow({ ...answered, ticketId: 'ticket-2' }, shown(1000))).toBeDefined()
  })

  test('is not shown for nothing', () => {
    expect(noticeToShow(undefined, around())).toBeUndefined()
  })
})

describe('a notice', () => {
  const notice = (part: Partial<Notice>): Notice => ({
    ...(notices.defaults as Notice),
    id: 'notice-1',
    rev: 1,
    deletedAt: '',
    personId: 'ann',
    ticketId: 'ticket-1',
    at: '2026-11-20T09:29:58.000Z',
    ...part,
  })

  test('happens to its person when a ticket was assigned by somebody else', () => {
    expect(happeningOfNotice(notice({ kind: 'assignment', theirsBy: 'mona' }), 'ann')).toEqual({
      kind: 'assignment',
      ticketId: 'ticket-1',
      at: '2026-11-20T09:29:58.000Z',
      by: 'mona',
    })
    expect(happeningOfNotice(notice({ kind: 'assignment', theirsBy: 'ann' }), 'ann')).toBeUndefined()
    expect(happeningOfNotice(notice({ kind: 'assignment', theirsBy: 'mona' }), 'bob')).toBeUndefined()
  })

  test('happens for a conflict, a refusal and a held reply until it is settled', () => {
    for (const kind of ['conflict', 'rejection', 'held-reply'] as const) {
      expect(happeningOfNotice(notice({ kind }), 'ann')?.kind).toBe(kind)
      expect(happeningOfNotice(notice({ kind, state: 'dismissed' }), 'ann')).toBeUndefined()
    }
    expect(happeningOfNotice(notice({ kind: 'sla-warning' }), 'ann')).toBeUndefined()
  })
})

describe('a message', () => {
  const mine: Ticket = {
    ...(tickets.defaults as Ticket),
    id: 'ticket-1',
    rev: 3,
    deletedAt: '',
    assigneeId: 'ann',
  }
  const message = (part: Partial<Message>): Message => ({
    ...(messages.defaults as Message),
    id: 'message-1',
    rev: 1,
    deletedAt: '',
    ticketId: 'ticket-1',
    kind: 'portal',
    visibility: 'public',
    authorId: 'rita',
    at: '2026-11-20T09:29:58.000Z',
    ...part,
  })

  test('happens when the requester answers on a ticket of mine', () => {
    expect(happeningOfMessage(message({}), mine, 'ann')).toMatchObject({ kind: 'answer', by: 'rita' })
    expect(happeningOfMessage(message({ kind: 'mail', authorId: '' }), mine, 'ann')?.kind).toBe('answer')
  })

  test('does not happen on another’s ticket, for a colleague’s words, or for a machine', () => {
    expect(happeningOfMessage(message({}), { ...mine, assigneeId: 'bob' }, 'ann')).toBeUndefined()
    expect(happeningOfMessage(message({}), undefined, 'ann')).toBeUndefined()
    expect(happeningOfMessage(message({ kind: 'note' }), mine, 'ann')).toBeUndefined()
    expect(happeningOfMessage(message({ kind: 'reply' }), mine, 'ann')).toBeUndefined()
    expect(happeningOfMessage(message({ automatic: true }), mine, 'ann')).toBeUndefined()
  })
})
