import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { anItem } from './builders.ts'
import { items } from './collection.ts'
import type { Item } from './schema.ts'
import { correctWork, effectiveWork, logTimer, logWork, workTotals, type WorkInput } from './work.ts'

const ticket = aTicket()
const ann: Deed = { actor: anActor('agent', 'org:org-1', 'ann'), now: '2026-11-20T10:31:40.000Z' }
const bob: Deed = { ...ann, actor: anActor('agent', 'org:org-1', 'bob') }
const mona: Deed = { ...ann, actor: anActor('manager', 'org:org-1', 'mona') }
let count = 0
const newId = () => `log-${count++}`
const aLog = (fields: Partial<Item> = {}): Item =>
  anItem({ kind: 'work-log', state: '', title: '', personId: 'ann', minutes: 30, ...fields })

function logged(input: WorkInput, deed: Deed = ann): Item | string {
  const made = logWork(ticket, input, deed, newId)
  return made.ok ? newDoc(items, made.value.docId, made.value.patch) : made.refusal.code
}

describe('time spent', () => {
  test('is entered in minutes, or from when to when', () => {
    expect(logged({ minutes: 90, billable: true })).toMatchObject({ minutes: 90, personId: 'ann' })
    const from = { startsAt: '2026-11-20T08:00:00.000Z', endsAt: '2026-11-20T08:45:00.000Z' }
    expect(logged(from)).toMatchObject({ minutes: 45 })
    expect(logged({})).toBe('minutes-missing')
    expect(logged({ minutes: 5, startsAt: from.endsAt, endsAt: from.startsAt })).toBe('times-invalid')
    expect(logged({ minutes: 5, rate: 9000 })).toBe('currency-missing')
  })

  test('is entered for somebody else by a manager alone', () => {
    expect(logged({ minutes: 5, personId: 'ann' }, bob)).toBe('not-your-time')
    expect(logged({ minutes: 5, personId: 'ann' }, mona)).toMatchObject({
      personId: 'ann',
      createdBy: 'mona',
    })
  })

  test('of a timer is whole minutes, and never nothing', () => {
    const stopped = (startedAt: string) => logTimer(ticket, { startedAt }, ann, newId)
    expect(stopped('2026-11-20T10:00:00.000Z')).toMatchObject({ value: { patch: { minutes: 31 } } })
    expect(stopped('2026-11-20T10:31:30.000Z')).toMatchObject({ value: { patch: { minutes: 1 } } })
  })
})

describe('a correction', () => {
  test('counts instead of what it corrects, however often, and nothing is taken away', () => {
    const entry = aLog({ id: 'log', note: 'Dock' })
    const made = correctWork(ticket, entry, { minutes: 45 }, ann, newId)
    if (!made.ok) throw new Error(made.refusal.code)
    const second = { ...newDoc(items, made.value.docId, made.value.patch), rev: 1 }
    expect(second).toMatchObject({ correctsId: 'log', note: 'Dock', minutes: 45 })
    const third = aLog({
      id: 'third',
      correctsId: second.id,
      minutes: 0,
      createdAt: '2026-11-20T11:00:00.000Z',
    })
    expect(workTotals([entry, second]).minutes).toBe(45)
    expect(workTotals([third, second, entry]).minutes).toBe(0)
    expect(effectiveWork([entry, second, third])).toEqual([third])
  })

  test('of somebody else’s time counts only from a manager', () => {
    const entry = aLog({ id: 'log' })
    expect(correctWork(ticket, entry, { minutes: 1 }, bob, newId)).toMatchObject({
      refusal: { code: 'not-your-time' },
    })
    expect(correctWork(ticket, entry, { minutes: 1 }, mona, newId).ok).toBe(true)
    const foreign = aLog({ id: 'foreign', correctsId: 'log', personId: 'bob', minutes: 500 })
    expect(workTotals([entry, foreign]).minutes).toBe(30)
  })
})

test('totals are by person, billable or not, and cost what their rate says', () => {
  const totals = workTotals([
    aLog({ id: 'a', minutes: 30, billable: true, rate: 9000, currency: 'EUR' }),
    aLog({ id: 'b', minutes: 20 }),
    aLog({ id: 'c', minutes: 60, personId: 'bob', billable: true, rate: 8000, currency: 'EUR' }),
    aLog({ id: 'd', minutes: 60, personId: 'bob', deletedAt: '2026-11-20T08:00:00.000Z' }),
    anItem({ id: 'e', kind: 'task', minutes: 600 }),
  ])
  expect(totals).toEqual({
    minutes: 110,
    billableMinutes: 90,
    byPerson: [
      { personId: 'bob', minutes: 60, billableMinutes: 60 },
      { personId: 'ann', minutes: 50, billableMinutes: 30 },
    ],
    amounts: [{ currency: 'EUR', amount: 12_500 }],
  })
})
