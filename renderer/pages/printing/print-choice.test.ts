import { describe, expect, test } from 'vitest'
import type { FileDocument } from '#shared/documents/schema.ts'
import { anItem } from '#shared/items/builders.ts'
import { messages as messageCollection } from '#shared/messages/collection.ts'
import type { Message } from '#shared/messages/schema.ts'
import { aTicket } from '#shared/tickets/builders.ts'
import type { LogEntry } from '#renderer/features/activity/entries.ts'
import {
  approvalsInOrder,
  FIRST_CHOICE,
  partCounts,
  PRINT_PARTS,
  printed,
  type PrintContent,
} from './print-choice.ts'

const aMessage = (fields: Partial<Message>): Message => ({
  ...(messageCollection.defaults as Message),
  id: 'message-1',
  rev: 1,
  deletedAt: '',
  ticketId: 'ticket-1',
  kind: 'reply',
  visibility: 'public',
  ...fields,
})
const anEntry = (fields: Partial<LogEntry>): LogEntry => ({
  id: 'entry-1',
  collection: 'tickets',
  docId: 'ticket-1',
  action: 'changed',
  actorId: 'agent-1',
  deviceId: 'device-1',
  at: '',
  acceptedAt: '',
  changes: [],
  isWaiting: false,
  ...fields,
})
const aFile = (id: string, visibility: 'public' | 'private') => ({ id, visibility }) as FileDocument

const CONTENT: PrintContent = {
  ticket: aTicket({ resolution: 'A new dock' }),
  messages: [
    aMessage({ id: 'reply' }),
    aMessage({ id: 'secret', kind: 'note', visibility: 'private' }),
    aMessage({ id: 'note', kind: 'note' }),
  ],
  tasks: [anItem({ id: 'task' }), anItem({ id: 'step', kind: 'step', parentId: 'task' })],
  purchases: [anItem({ id: 'dock', kind: 'purchase', state: 'wished', title: 'A dock' })],
  parts: [anItem({ id: 'cable', kind: 'part', title: 'A cable' })],
  approvals: [
    anItem({ id: 'about-dock', kind: 'approval', state: 'asked', parentId: 'dock' }),
    anItem({ id: 'about-all', kind: 'approval', state: 'asked' }),
    anItem({ id: 'answer', kind: 'decision', parentId: 'about-all' }),
  ],
  workLogs: [
    anItem({ id: 'wrong', kind: 'work-log', minutes: 90, personId: 'agent-1' }),
    anItem({ id: 'right', kind: 'work-log', minutes: 30, personId: 'agent-1', correctsId: 'wrong' }),
  ],
  assets: [],
  documents: [aFile('invoice', 'public'), aFile('contract', 'private')],
  relations: [],
  activity: [
    anEntry({ id: 'on-ticket' }),
    anEntry({ id: 'on-reply', collection: 'messages', docId: 'reply' }),
    anEntry({ id: 'on-secret', collection: 'messages', docId: 'secret' }),
    anEntry({ id: 'on-gone', collection: 'messages', docId: 'gone' }),
    anEntry({ id: 'on-contract', collection: 'documents', docId: 'contract' }),
  ],
}
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
const withAlso = (...parts: readonly (typeof PRINT_PARTS)[number][]) => new Set([...FIRST_CHOICE, ...parts])

describe('a printed ticket', () => {
  test('holds every group but the private notes and the log, unless somebody asks for them', () => {
    const paper = printed(CONTENT, FIRST_CHOICE)
    expect(ids(paper.messages)).toEqual(['reply', 'note'])
    expect(ids(paper.tasks)).toEqual(['task', 'step'])
    expect(ids(paper.documents)).toEqual(['invoice'])
    expect(paper.activity).toEqual([])
  })

  test('with the private notes shows them in their place among the messages', () => {
    const paper = printed(CONTENT, withAlso('privateNotes'))
    expect(ids(paper.messages)).toEqual(['reply', 'secret', 'note'])
    expect(ids(paper.documents)).toEqual(['invoice', 'contract'])
  })

  test('may hold the private notes alone', () => {
    expect(ids(printed(CONTENT, new Set(['privateNotes'])).messages)).toEqual(['secret'])
  })

  test('tells nothing of private notes in its log, nor of what cannot be known', () => {
    expect(ids(printed(CONTENT, withAlso('activity')).activity)).toEqual(['on-ticket', 'on-reply'])
    expect(printed(CONTENT, withAlso('activity', 'privateNotes')).activity).toHaveLength(5)
  })

  test('holds nothing of what was not chosen', () => {
    const { ticket: _ticket, ...parts } = printed(CONTENT, new Set(['basic']))
    expect(Object.values(parts).flat()).toEqual([])
  })
})

test('the parts are counted as one sees them', () => {
  expect(partCounts(CONTENT)).toEqual({
    basic: 1,
    process: 1,
    conversations: 2,
    privateNotes: 2,
    tasks: 1,
    purchases: 2,
    approvals: 2,
    work: 1,
    assets: 1,
    relations: 0,
    activity: 5,
  })
})

test('approvals of the ticket stand before those of its purchases', () => {
  const order = approvalsInOrder(CONTENT.approvals, CONTENT.purchases)
  expect(order.map(({ approval, about }) => [approval.id, about])).toEqual([
    ['about-all', ''],
    ['about-dock', 'A dock'],
  ])
})
