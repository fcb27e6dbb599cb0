import { describe, expect, test } from 'vitest'
import type { Deed } from '../kernel/deed.ts'
import { anActor } from '../people/builders.ts'
import { newDoc } from '../policy/check-write.ts'
import { aTicket } from '../tickets/builders.ts'
import { anItem } from './builders.ts'
import { items } from './collection.ts'
import { createPurchase, movePurchase, offeredPurchaseSteps, purchaseTotals, usePart } from './purchases.ts'
import type { Item, PurchaseState } from './schema.ts'
import {
  addStep,
  createTask,
  openTasks,
  placeItem,
  progress,
  setTaskState,
  stepsOf,
  tasksOf,
} from './tasks.ts'

const ticket = aTicket()
const ann: Deed = { actor: anActor('agent', 'org:org-1', 'ann'), now: '2026-11-20T09:00:00.000Z' }
const mona: Deed = { ...ann, actor: anActor('manager', 'org:org-1', 'mona') }
let count = 0
const newId = () => `item-${count++}`

describe('tasks', () => {
  const tasks: Item[] = []
  for (const title of ['Order', 'Install', 'Hand over']) {
    const made = createTask(ticket, { title }, tasks, ann, newId)
    if (made.ok) tasks.push(newDoc(items, made.value.docId, made.value.patch))
  }
  const titles = (list: readonly Item[]) => list.map(({ title }) => title)

  test('stand in the order they were added, until one is moved', () => {
    expect(titles(tasksOf(tasks.toReversed()))).toEqual(['Order', 'Install', 'Hand over'])
    const moved = placeItem(ticket, tasks[2] as Item, [undefined, tasks[0]], ann)
    if (!moved.ok) throw new Error(moved.refusal.code)
    const position = String(moved.value.position)
    expect(titles(tasksOf([...tasks.slice(0, 2), { ...(tasks[2] as Item), position }]))).toEqual([
      'Hand over',
      'Order',
      'Install',
    ])
  })

  test('have a title, a checklist, and progress that leaves out what was skipped', () => {
    expect(createTask(ticket, { title: '  ' }, [], ann, newId)).toMatchObject({
      refusal: { code: 'title-empty' },
    })
    const step = addStep(ticket, tasks[0] as Item, 'Ask for a quote', [], ann, newId)
    if (!step.ok) throw new Error(step.refusal.code)
    expect(stepsOf([newDoc(items, step.value.docId, step.value.patch)], tasks[0]?.id ?? '')).toHaveLength(1)
    const states = ['done', 'skipped', 'doing', 'open'].map((state, at) => anItem({ id: `${at}`, state }))
    expect(progress(states)).toEqual({ done: 1, total: 3 })
    expect(openTasks(states)).toBe(2)
  })

  test('say who finished them and when, and forget it when they open again', () => {
    const done = setTaskState(ticket, anItem(), 'done', ann)
    expect(done).toMatchObject({ value: { state: 'done', doneBy: 'ann', doneAt: ann.now } })
    expect(setTaskState(ticket, anItem({ state: 'done' }), 'open', ann)).toMatchObject({
      value: { state: 'open', doneBy: '', doneAt: '' },
    })
    expect(setTaskState(ticket, anItem({ kind: 'step' }), 'doing', ann)).toMatchObject({
      refusal: { code: 'invalid-value' },
    })
  })

  test('that somebody finished stay finished when another one only began', () => {
    const rule = items.conflicts['state']
    const at = { current: anItem(), patch: {}, mineRoles: [], theirsRoles: [] }
    expect(rule?.({ ...at, mine: 'done', theirs: 'doing' })).toBe('mine')
    expect(rule?.({ ...at, mine: 'doing', theirs: 'done' })).toBe('theirs')
  })
})

describe('a purchase', () => {
  const wish = anItem({ kind: 'purchase', state: 'wished', unitPrice: 19_900, currency: 'EUR', quantity: 2 })
  const moving = (state: PurchaseState, to: PurchaseState, deed: Deed) => {
    const moved = movePurchase(ticket, { ...wish, state }, to, deed)
    return moved.ok ? 'ok' : moved.refusal.code
  }

  test('has a currency with its price', () => {
    expect(createPurchase(ticket, { title: 'Screen', unitPrice: 100 }, [], ann, newId)).toMatchObject({
      refusal: { code: 'currency-missing' },
    })
    expect(createPurchase(ticket, { title: 'Screen' }, [], ann, newId).ok).toBe(true)
  })

  test('goes from wish to receipt; approving it is for managers', () => {
    expect(moving('wished', 'asked', ann)).toBe('ok')
    expect(moving('asked', 'approved', ann)).toBe('purchase-needs-manager')
    expect(moving('asked', 'approved', mona)).toBe('ok')
    expect(moving('wished', 'ordered', ann)).toBe('purchase-needs-manager')
    expect(moving('approved', 'ordered', ann)).toBe('ok')
    expect(moving('ordered', 'received', ann)).toBe('ok')
    expect(moving('wished', 'received', mona)).toBe('state-not-allowed')
    const offered = offeredPurchaseSteps(wish, ticket, ann.actor)
    expect(offered.filter(({ refusal }) => refusal === undefined).map(({ to }) => to)).toEqual([
      'asked',
      'cancelled',
    ])
  })

  test('needs none when it was a part from the shelf', () => {
    const part = usePart(ticket, { title: ' Toner ', quantity: 2, assetId: 'printer' }, ann, newId)
    expect(part).toMatchObject({ value: { patch: { kind: 'part', title: 'Toner', quantity: 2 } } })
  })

  test('is added up by currency, what was cancelled left out', () => {
    const list = [
      wish,
      { ...wish, id: 'b', state: 'ordered', quantity: 1 },
      { ...wish, id: 'c', state: 'cancelled' },
      { ...wish, id: 'd', currency: 'CHF', unitPrice: 500, quantity: 1 },
      { ...wish, id: 'e', kind: 'part' as const, state: '', unitPrice: 100, quantity: 3 },
    ]
    expect(purchaseTotals(list)).toEqual([
      { currency: 'CHF', total: 500, ordered: 0 },
      { currency: 'EUR', total: 60_000, ordered: 20_200 },
    ])
  })
})
