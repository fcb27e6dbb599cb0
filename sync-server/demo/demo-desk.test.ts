import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { specOf } from '#shared/collections.ts'
import { approvalStates, approvalSummary } from '#shared/items/approvals.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Link } from '#shared/links/schema.ts'
import { customFields, customValue, fieldsOn, missingFields } from '#shared/settings/custom-fields.ts'
import { SETTING_DATA, type Setting } from '#shared/settings/schema.ts'
import { missingFor } from '#shared/tickets/process/requirements.ts'
import { stageOf, storedStage } from '#shared/tickets/process/stages.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
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
  expect(count('tickets')).toBe(402)
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

const all = <T>(name: string): T[] =>
  desk.documents.filter(([collection]) => collection === name).map(([, doc]) => doc as unknown as T)

test('links join documents that are there', () => {
  const ids = new Set(desk.documents.map(([collection, doc]) => `${collection}/${doc.id}`))
  const links = all<Link>('links')
  expect(links.length).toBeGreaterThan(50)
  for (const { fromCollection, fromId, toCollection, toId } of links) {
    expect(ids).toContain(`${fromCollection}/${fromId}`)
    expect(ids).toContain(`${toCollection}/${toId}`)
  }
  expect(new Set(links.map(({ kind }) => kind)).size).toBeGreaterThan(4)
})

test('every ticket stands where its process, its approvals and its fields allow', () => {
  const work = Map.groupBy(all<Item>('items'), ({ ticketId }) => ticketId)
  const fields = customFields(all<Setting>('settings'))
  for (const ticket of all<Ticket>('tickets')) {
    const items = work.get(ticket.id) ?? []
    expect(ticket.approval, ticket.id).toBe(approvalSummary(items))
    const stage = stageOf(ticket)
    expect(ticket.stage, ticket.id).toBe(storedStage(ticket.kind, stage))
    if (ticket.kind !== 'change' || stage !== 'scheduled') continue
    expect(missingFor(ticket, stage), ticket.id).toEqual([])
  }
  for (const ticket of all<Ticket>('tickets')) {
    expect(
      missingFields(fields, ticket, ({ id }) => id),
      ticket.id,
    ).toEqual([])
    for (const field of fieldsOn(fields, ticket)) {
      const value = ticket.custom[field.setting.id]
      if (value !== undefined) expect(customValue(field, value), ticket.id).toMatchObject({ ok: true })
    }
  }
  const states = approvalStates(all<Item>('items').filter(({ ticketId }) => ticketId === 'ticket-1001'))
  for (const [id, state] of states) {
    expect(all<Item>('items').find((item) => item.id === id)?.state).toBe(state)
  }
})

test('technicians have visits today', () => {
  const visits = all<Ticket>('tickets').filter(({ plannedStart }) =>
    plannedStart.startsWith(NOW.slice(0, 10)),
  )
  expect(visits.length).toBeGreaterThan(3)
})

test('the settings of the demo are what their kinds hold', () => {
  for (const setting of all<Setting>('settings')) {
    const schema = SETTING_DATA[setting.kind]
    if (schema) expect(Value.Errors(schema, setting.data), setting.id).toEqual([])
  }
})
