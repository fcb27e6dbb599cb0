import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { specOf } from '#shared/collections.ts'
import { demoDesk } from './demo-desk.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const desk = demoDesk(NOW, 'support@brevent.example')

test('the demo is the same each time it is made', () => {
  expect(demoDesk(NOW, 'support@brevent.example')).toEqual(desk)
})

test('every demo document obeys its schema, and no placeholder is left', () => {
  for (const [collection, doc] of desk.documents) {
    const errors = Value.Errors(specOf(collection).schema, doc)
    expect(errors, `${collection} ${doc.id}`).toEqual([])
    expect(JSON.stringify(doc)).not.toMatch(/\{(pc|printer|site|name|agent)\}/)
  }
})

test('the demo has the size it promises, over a year and in two languages', () => {
  const count = (name: string) => desk.documents.filter(([collection]) => collection === name).length
  expect(count('tickets')).toBe(400)
  expect(count('people')).toBe(128)
  expect(count('assets')).toBe(212)
  const days = desk.documents
    .filter(([name]) => name === 'tickets')
    .map(([, doc]) => String(doc['createdAt']))
  expect(days.every((day) => day < NOW && day > '2025-11-19')).toBe(true)
  expect(new Set(desk.requesters.map((person) => person.language))).toEqual(new Set(['en', 'fr']))
})

test('nothing is said after now or before the ticket was opened', () => {
  for (const [collection, doc] of desk.documents) {
    if (collection === 'messages') expect(String(doc['at']) <= NOW, doc.id).toBe(true)
  }
})

test('ids are unique in each collection', () => {
  const keys = desk.documents.map(([collection, doc]) => `${collection}/${doc.id}`)
  expect(new Set(keys).size).toBe(keys.length)
})

test('work on a ticket is never later than now, and every child has its parent', () => {
  const work = desk.documents.filter(([collection]) => collection === 'items').map(([, doc]) => doc)
  const ids = new Set(work.map((item) => item.id))
  expect(work.length).toBeGreaterThan(500)
  for (const item of work) {
    const parentId = String(item['parentId'])
    expect(String(item['createdAt']) <= NOW, item.id).toBe(true)
    expect(parentId === '' || ids.has(parentId), item.id).toBe(true)
  }
})
