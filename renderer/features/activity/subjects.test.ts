import { describe, expect, test } from 'vitest'
import { anItem } from '#shared/items/builders.ts'
import { eventKind, subjectsOf } from './subjects.ts'

const created = (docId: string, fields: Readonly<Record<string, unknown>>) => ({
  docId,
  action: 'created' as const,
  changes: Object.entries(fields).map(([field, after]) => ({ field, before: null, after })),
})

describe('what the log speaks of', () => {
  test('is the document on this device, else what it was when it came', () => {
    const task = anItem({ id: 'task-1', title: 'Order a dock, a good one' })
    const subjects = subjectsOf(
      [
        created('task-1', { kind: 'task', title: 'Order a dock' }),
        created('file-1', { name: 'invoice.pdf' }),
      ],
      [task],
      [],
    )
    expect(subjects.item('task-1').title).toBe('Order a dock, a good one')
    expect(subjects.item('task-9')).toEqual({})
    expect(subjects.fileName('file-1')).toBe('invoice.pdf')
    expect(subjects.fileName('file-9')).toBe('')
  })

  test('has a kind that one can narrow the log to', () => {
    const subjects = subjectsOf(
      [created('asked', { kind: 'approval', title: 'A dock' })],
      [anItem({ id: 'step', kind: 'step' }), anItem({ id: 'log', kind: 'work-log' })],
      [],
    )
    const kindOf = (collection: string, docId: string) => eventKind({ collection, docId }, subjects)
    expect(kindOf('tickets', 'ticket-1')).toBe('ticket')
    expect(kindOf('items', 'step')).toBe('task')
    expect(kindOf('items', 'log')).toBe('work')
    expect(kindOf('items', 'asked')).toBe('approval')
    expect(kindOf('links', 'link-1')).toBe('link')
    expect(kindOf('people', 'person-1')).toBe('other')
  })
})
