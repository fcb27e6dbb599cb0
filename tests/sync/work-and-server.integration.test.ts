import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  approvalSummary,
  createApproval,
  decide,
  delegate,
  withdrawApproval,
} from '#shared/items/approvals.ts'
import { createPurchase, movePurchase } from '#shared/items/purchases.ts'
import { APPROVAL_MODES, PURCHASE_STATES, TASK_STATES, type Item } from '#shared/items/schema.ts'
import { addStep, createTask, openTasks, removeItem, setTaskState, tasksOf } from '#shared/items/tasks.ts'
import { correctWork, effectiveWork, logWork } from '#shared/items/work.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Deed } from '#shared/kernel/deed.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { valueAt, type Patch } from '#shared/kernel/patch.ts'
import type { Result } from '#shared/kernel/result.ts'
import { createLink } from '#shared/links/rules.ts'
import { LINK_KINDS, type Link } from '#shared/links/schema.ts'
import { stagesOf } from '#shared/tickets/process/stages.ts'
import { changeFields, createTicket, customPatch, moveTicket } from '#shared/tickets/rules.ts'
import { CHANGE_TYPES, TICKET_KINDS, type Ticket } from '#shared/tickets/schema.ts'
import { ann, bob, creation, luc, mona, newPlace, NOON, openDesk, type Desk, type Place } from './desk.ts'

/** What a device shows of a ticket, and who looks at it. */
interface Scene {
  readonly ticket: Ticket
  readonly items: readonly Item[]
  readonly links: readonly Link[]
  readonly deed: Deed
}

/** What a command would write: a new document, or a change of one that is shown. */
type Intent =
  | { readonly collection: CollectionName; readonly docId: string; readonly patch: Patch }
  | { readonly collection: CollectionName; readonly of: Doc; readonly patch: Patch }

type Command = (scene: Scene) => Result<Intent> | undefined

const creating = (
  result: Result<{ docId: string; patch: Patch }>,
  collection: CollectionName = 'items',
): Result<Intent> => (result.ok ? { ok: true, value: { collection, ...result.value } } : result)
const changing = (of: object, result: Result<Patch>, collection: CollectionName = 'items'): Result<Intent> =>
  result.ok ? { ok: true, value: { collection, of: of as Doc, patch: result.value } } : result

/** One of the shown items of a kind. */
const pick = (items: readonly Item[], kind: Item['kind'], nth: number): Item | undefined => {
  const some = items.filter((item) => item.kind === kind && item.deletedAt === '')
  return some[nth % Math.max(1, some.length)]
}

const nth = fc.nat({ max: 9 })
const words = fc.constantFrom('Swap the dock', ' ', 'Étagère B2')
const people = fc.constantFrom('ann', 'bob', 'mona', 'luc')
const FILLED = {
  plan: 'Swap it',
  rollbackPlan: 'Put it back',
  testPlan: 'Ping',
  risk: 'low',
  reviewNotes: 'Fine',
  rootCause: 'Firmware',
  workaround: 'Restart',
  plannedStart: '2026-11-21T20:00:00.000Z',
  plannedEnd: '2026-11-21T22:00:00.000Z',
} as const

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(nth, fc.boolean()).map(([at, isFilled]): Command => ({ ticket, items, deed }) => {
    const stages = stagesOf(ticket.kind)
    const to = stages[at % stages.length] ?? 'open'
    const facts = { approval: approvalSummary(items), openTasks: openTasks(items), missingFields: [] }
    const fields = isFilled ? FILLED : {}
    return changing(
      ticket,
      moveTicket(ticket, to, { fields }, facts, deed.actor, deed.now) as Result<Patch>,
      'tickets',
    )
  }),
  fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean(), fc.constant(null)),
    )
    .map(
      ([key, value]): Command =>
        ({ ticket, deed }) =>
          changing(
            ticket,
            changeFields(ticket, customPatch({ [key]: value }), deed.actor, deed.now),
            'tickets',
          ),
    ),
  fc.constantFrom(...CHANGE_TYPES).map(
    (changeType): Command =>
      ({ ticket, deed }) =>
        changing(ticket, changeFields(ticket, { changeType }, deed.actor, deed.now), 'tickets'),
  ),
  words.map(
    (title): Command =>
      ({ ticket, items, deed }) =>
        creating(createTask(ticket, { title, assigneeId: 'luc' }, tasksOf(items), deed, v7)),
  ),
  fc.tuple(words, nth).map(([title, at]): Command => ({ ticket, items, deed }) => {
    const task = pick(items, 'task', at)
    return task && creating(addStep(ticket, task, title, [], deed, v7))
  }),
  fc.tuple(fc.constantFrom(...TASK_STATES), nth).map(([state, at]): Command => ({ ticket, items, deed }) => {
    const task = pick(items, 'task', at)
    return task && changing(task, setTaskState(ticket, task, state, deed))
  }),
  fc
    .tuple(
      fc.constantFrom('task' as const, 'purchase' as const, 'approval' as const, 'work-log' as const),
      nth,
    )
    .map(([kind, at]): Command => ({ ticket, items, deed }) => {
      const item = pick(items, kind, at)
      return item && changing(item, removeItem(ticket, item, deed))
    }),
  fc.tuple(words, fc.constantFrom('', 'EUR'), fc.nat({ max: 500 })).map(
    ([title, currency, unitPrice]): Command =>
      ({ ticket, deed }) =>
        creating(createPurchase(ticket, { title, currency, unitPrice }, [], deed, v7)),
  ),
  fc
    .tuple(fc.constantFrom(...PURCHASE_STATES), nth)
    .map(([state, at]): Command => ({ ticket, items, deed }) => {
      const purchase = pick(items, 'purchase', at)
      return purchase && changing(purchase, movePurchase(ticket, purchase, state, deed))
    }),
  fc
    .tuple(
      fc.array(people, { maxLength: 3 }),
      fc.constantFrom(...APPROVAL_MODES),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      nth,
    )
    .map(([approverIds, mode, step, isAboutPurchase, at]): Command => ({ ticket, items, deed }) => {
      const parentId = isAboutPurchase ? (pick(items, 'purchase', at)?.id ?? '') : ''
      const input = { title: 'Budget', approverIds, mode, step, parentId }
      return creating(createApproval(ticket, input, items, deed, v7))
    }),
  fc
    .tuple(fc.constantFrom('yes' as const, 'no' as const), nth)
    .map(([verdict, at]): Command => ({ items, deed }) => {
      const approval = pick(items, 'approval', at)
      return approval && creating(decide(approval, items, { verdict }, deed))
    }),
  fc.tuple(people, nth).map(([to, at]): Command => ({ ticket, items, deed }) => {
    const approval = pick(items, 'approval', at)
    return approval && changing(approval, delegate(ticket, approval, to, deed))
  }),
  nth.map((at): Command => ({ ticket, items, deed }) => {
    const approval = pick(items, 'approval', at)
    return approval && changing(approval, withdrawApproval(ticket, approval, deed))
  }),
  fc.tuple(fc.nat({ max: 90 }), fc.option(people, { nil: undefined })).map(
    ([minutes, personId]): Command =>
      ({ ticket, deed }) =>
        creating(logWork(ticket, { minutes, ...(personId === undefined ? {} : { personId }) }, deed, v7)),
  ),
  fc.tuple(fc.nat({ max: 90 }), nth).map(([minutes, at]): Command => ({ ticket, items, deed }) => {
    const logs = effectiveWork(items)
    const log = logs[at % Math.max(1, logs.length)]
    return log && creating(correctWork(ticket, log, { minutes }, deed, v7))
  }),
  fc
    .tuple(fc.constantFrom(...LINK_KINDS), fc.boolean())
    .map(([kind, isForward]): Command => ({ ticket, links, deed }) => {
      const here = { collection: 'tickets', doc: ticket } as const
      const there = { collection: 'tickets', doc: { ...ticket, id: 'other' } } as const
      return creating(createLink(here, { kind, isForward }, there, links, deed, v7), 'links')
    }),
)

let place: Place
let desk: Desk

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresUrl'))
  desk = await openDesk(place)
  await desk.create('tickets', 'other', {
    title: 'Other',
    orgId: 'acme',
    siteId: 'lyon',
    requesterId: 'rita',
  })
})
afterAll(async () => {
  await desk.close()
  await place.destroy()
})

/** What a device at rest shows of a ticket. */
async function sceneOf(id: string, actor: Actor): Promise<Scene> {
  const ticket = (await desk.stored('tickets', id)) as unknown as Ticket
  const items = await desk.store.find('items', 'ticket', id, { limit: 200 })
  const links = await desk.store.find('links', 'end', id, { limit: 50 })
  return {
    ticket,
    items: items.map(({ doc }) => doc as unknown as Item),
    links: links.map(({ doc }) => doc as unknown as Link),
    deed: { actor, now: NOON },
  }
}

test('whatever the console accepts of work, steps and links, the server accepts', async () => {
  const counts = { accepted: 0, refused: 0 }
  const steps = fc.array(fc.tuple(fc.constantFrom(ann, bob, mona, luc), commands), { maxLength: 14 })
  const stories = fc.asyncProperty(fc.constantFrom(...TICKET_KINDS), steps, async (kind, story) => {
    const input = { kind, title: 'Switch', orgId: 'acme', siteId: 'lyon', requesterId: 'rita' }
    const opened = createTicket(input, ann, NOON, v7, Math.random)
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { docId, patch } = opened.value
    await desk.send(ann, creation('tickets', docId, patch))
    for (const [actor, command] of story) {
      const scene = await sceneOf(docId, actor)
      const intent = command(scene)
      if (!intent?.ok) {
        counts.refused++
        continue
      }
      const answer = await desk.send(actor, mutationOf(intent.value))
      const told = JSON.stringify({ answer, patch: intent.value.patch, by: actor.personId })
      expect(['accepted', 'merged'], told).toContain(answer.status)
      counts.accepted++
      const after = await sceneOf(docId, actor)
      expect(after.ticket.approval).toBe(approvalSummary(after.items))
    }
  })
  await fc.assert(stories, { numRuns: 120 })
  expect(counts.accepted).toBeGreaterThan(100)
  expect(counts.refused).toBeGreaterThan(100)
})

function mutationOf(intent: Intent) {
  if (!('of' in intent)) return creation(intent.collection, intent.docId, intent.patch)
  const { collection, of, patch } = intent
  const prev = Object.fromEntries(Object.keys(patch).map((field) => [field, valueAt(of, field) ?? null]))
  return {
    ...creation(collection, of.id, patch),
    op: 'change' as const,
    baseRev: of.rev,
    prev,
  }
}
