import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { createApproval, decide, delegate, type ApprovalInput } from '#shared/items/approvals.ts'
import { createPurchase } from '#shared/items/purchases.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import {
  ann,
  annsPhone,
  aTicket,
  bob,
  change,
  creation,
  luc,
  mona,
  newPlace,
  NOON,
  openDesk,
  STORES,
  type Desk,
  type Place,
} from './desk.ts'

describe.each(STORES)('approvals, on %s', (kind) => {
  let place: Place
  let desk: Desk

  beforeEach(async () => {
    place = await newPlace(kind, inject('postgresUrl'))
    desk = await openDesk(place)
    await desk.create('tickets', 'ticket-1', aTicket({ kind: 'change' }))
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })

  const theTicket = async () => (await desk.stored('tickets', 'ticket-1')) as unknown as Ticket
  const theItem = async (id: string) => (await desk.stored('items', id)) as unknown as Item

  /** What a device shows of the ticket's items. */
  async function itemsOf(actor: Actor): Promise<readonly Item[]> {
    const { docs } = await desk.replica(actor)
    return [...docs].filter(([key]) => key.startsWith('items/')).map(([, doc]) => doc as unknown as Item)
  }

  /** Asks for an approval in somebody's name and returns its id. */
  async function asks(by: Actor, input: Partial<ApprovalInput>): Promise<string> {
    const whole = { title: 'New firewall', approverIds: ['mona'], ...input }
    const made = must(
      createApproval(await theTicket(), whole, await itemsOf(by), { actor: by, now: NOON }, v7),
    )
    expect(await desk.send(by, creation('items', made.docId, made.patch))).toMatchObject({
      status: 'accepted',
    })
    return made.docId
  }

  /** The decision a device makes of what it shows, not sent yet. */
  async function decision(by: Actor, approvalId: string, verdict: 'yes' | 'no' = 'yes') {
    const approval = await theItem(approvalId)
    const made = must(decide(approval, await itemsOf(by), { verdict }, { actor: by, now: NOON }))
    return creation('items', made.docId, made.patch)
  }

  const kindsFor = async (actor: Actor) => (await desk.notices(actor)).map((notice) => notice.kind).sort()

  test('tell who is asked, follow their decision, and tell who asked', async () => {
    const id = await asks(ann, {})
    expect(await theTicket()).toMatchObject({ approval: 'asked' })
    expect(await kindsFor(mona)).toEqual(['approval-asked'])
    expect(await desk.send(mona, await decision(mona, id))).toMatchObject({ status: 'accepted' })
    expect(await theItem(id)).toMatchObject({ state: 'approved' })
    expect(await theTicket()).toMatchObject({ approval: 'approved' })
    expect(await kindsFor(ann)).toEqual(['approval-decided'])
  })

  test('go step by step: the second is asked when the first has agreed', async () => {
    const first = await asks(ann, { approverIds: ['mona'] })
    const second = await asks(ann, { approverIds: ['luc'], step: 2 })
    expect(await theItem(second)).toMatchObject({ state: 'waiting' })
    expect(await kindsFor(luc)).toEqual([])
    await desk.send(mona, await decision(mona, first))
    expect(await theItem(second)).toMatchObject({ state: 'asked' })
    expect(await kindsFor(luc)).toEqual(['approval-asked'])
    await desk.send(luc, await decision(luc, second, 'no'))
    expect(await theTicket()).toMatchObject({ approval: 'rejected' })
  })

  test('that are decided at the same moment come to one answer', async () => {
    const asked = [
      await asks(ann, { approverIds: ['mona'] }),
      await asks(ann, { approverIds: ['luc'] }),
      await asks(ann, { approverIds: ['bob'] }),
    ]
    const by = [mona, luc, bob]
    const decisions = await Promise.all(by.map((actor, at) => decision(actor, asked[at] ?? '')))
    await Promise.all(decisions.map((each, at) => desk.send(by[at] ?? ann, each)))
    expect(await theTicket()).toMatchObject({ approval: 'approved' })
  })

  test('more than eight of them follow one another without a loop', async () => {
    const ids: string[] = []
    for (let step = 1; step <= 10; step++) ids.push(await asks(ann, { step, approverIds: ['mona'] }))
    for (const id of ids) {
      expect(await desk.send(mona, await decision(mona, id))).toMatchObject({ status: 'accepted' })
    }
    expect(await theTicket()).toMatchObject({ approval: 'approved' })
  })

  test('of two decisions of one approver, made apart, the first to arrive stands and the other is told', async () => {
    const id = await asks(bob, { approverIds: ['ann'] })
    const yes = await decision(ann, id, 'yes')
    const no = await decision(annsPhone, id, 'no')
    expect(await desk.send(annsPhone, no)).toMatchObject({ status: 'accepted' })
    expect(await desk.send(ann, yes)).toMatchObject({
      status: 'rejected',
      refusal: { code: 'already-exists' },
    })
    expect(await theItem(id)).toMatchObject({ state: 'rejected' })
    expect(await kindsFor(ann)).toEqual(['approval-asked', 'rejection'])
  })

  test('are decided by who was entitled when they decided, also after it was withdrawn', async () => {
    const id = await asks(ann, {})
    const offline = await decision(mona, id)
    await desk.send(ann, change('items', (await desk.stored('items', id)) as Doc, { state: 'withdrawn' }))
    expect(await desk.send(mona, offline)).toMatchObject({ status: 'accepted' })
    expect(await theItem(id)).toMatchObject({ state: 'withdrawn' })
    expect(await theTicket()).toMatchObject({ approval: 'none' })
  })

  test('are passed on: both may decide, one answer stands for the approver', async () => {
    const id = await asks(ann, {})
    const patch = must(delegate(await theTicket(), await theItem(id), 'luc', { actor: mona, now: NOON }))
    await desk.send(mona, change('items', (await desk.stored('items', id)) as Doc, patch))
    expect(await kindsFor(luc)).toEqual(['approval-asked'])
    const monas = await decision(mona, id, 'no')
    expect(await desk.send(luc, await decision(luc, id))).toMatchObject({ status: 'accepted' })
    expect(await desk.send(mona, monas)).toMatchObject({ status: 'rejected' })
    expect(await theItem(id)).toMatchObject({ state: 'approved' })
  })

  test('about a purchase carry it along and leave the ticket alone', async () => {
    const deed = { actor: ann, now: NOON }
    const wish = must(
      createPurchase(
        await theTicket(),
        { title: 'Two screens', unitPrice: 19_900, currency: 'EUR' },
        [],
        deed,
        v7,
      ),
    )
    await desk.send(ann, creation('items', wish.docId, wish.patch))
    const id = await asks(ann, { parentId: wish.docId })
    expect(await theItem(wish.docId)).toMatchObject({ state: 'asked' })
    await desk.send(mona, await decision(mona, id))
    expect(await theItem(wish.docId)).toMatchObject({ state: 'approved' })
    expect(await theTicket()).toMatchObject({ approval: 'none' })
  })

  test('a change is scheduled only once it is approved', async () => {
    const ready = {
      status: 'pending',
      stage: 'approval',
      pendingReason: 'approval',
      risk: 'low',
      plan: 'Swap it',
      rollbackPlan: 'Put the old one back',
      plannedStart: '2026-11-21T20:00:00.000Z',
      plannedEnd: '2026-11-21T22:00:00.000Z',
    }
    await desk.create('tickets', 'ticket-2', aTicket({ kind: 'change', ...ready }))
    const seen = (await desk.stored('tickets', 'ticket-2')) as Doc
    const schedule = { status: 'open', stage: 'scheduled', pendingReason: '' }
    expect(await desk.send(ann, change('tickets', seen, schedule))).toMatchObject({
      status: 'rejected',
      refusal: { code: 'approval-missing' },
    })
  })
})

describe('people are told', () => {
  let place: Place
  let desk: Desk

  beforeEach(async () => {
    place = await newPlace('sqlite', '')
    desk = await openDesk(place)
    await desk.create('tickets', 'ticket-1', aTicket())
    await desk.create('tickets', 'ticket-2', aTicket({ title: 'Slow network' }))
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })

  const about = async (actor: Actor) =>
    (await desk.notices(actor)).map(({ kind, collection, ticketId }) => `${kind} ${collection} ${ticketId}`)

  test('when a note names them, as far as they may read it', async () => {
    const note = {
      ticketId: 'ticket-1',
      kind: 'note',
      visibility: 'private',
      authorId: 'ann',
      text: 'See above',
      at: NOON,
    }
    const mentionIds = ['ann', 'bob', 'gus', 'luc', 'rita']
    await desk.send(ann, creation('messages', v7(), { ...note, mentionIds }))
    expect(await about(bob)).toEqual(['mention messages ticket-1'])
    expect(await about(luc)).toEqual(['mention messages ticket-1'])
    expect(await about(ann)).toEqual([])
  })

  test('when a task is given to them', async () => {
    const task = { ticketId: 'ticket-1', kind: 'task', title: 'Swap the switch', assigneeId: 'luc' }
    await desk.send(ann, creation('items', v7(), { ...task, createdBy: 'ann' }))
    expect(await about(luc)).toEqual(['assignment items ticket-1'])
  })

  test('in the log of both tickets when these are linked', async () => {
    const link = { kind: 'caused-by', fromId: 'ticket-1', toId: 'ticket-2', createdBy: 'ann' }
    await desk.send(ann, creation('links', v7(), link))
    const { docs } = await desk.replica(ann)
    const told = [...docs.values()]
      .filter((doc) => doc['collection'] === 'links')
      .map((doc) => doc['ticketId'])
    expect(told.toSorted()).toEqual(['ticket-1', 'ticket-2'])
  })

  test('of what the requester says on a ticket that was merged: it is heard on the other one', async () => {
    const closed = { status: 'closed', closedAt: NOON, resolvedAt: NOON, mergedIntoId: 'ticket-2' }
    await desk.create('tickets', 'ticket-3', aTicket(closed))
    await desk.write('ann', {
      collection: 'tickets',
      docId: 'ticket-2',
      op: 'change',
      patch: { status: 'resolved', resolvedAt: NOON },
    })
    const said = { ticketId: 'ticket-3', kind: 'portal', visibility: 'public', authorId: 'rita', at: NOON }
    await desk.create('messages', v7(), { ...said, text: 'Still slow' }, 'rita')
    expect(await desk.stored('tickets', 'ticket-3')).toMatchObject({ status: 'closed' })
    expect(await desk.stored('tickets', 'ticket-2')).toMatchObject({ status: 'open' })
  })
})

describe('a message repeated on a ticket that was split off', () => {
  test('says what the original says, and nothing to who may not read that', async () => {
    const place = await newPlace('sqlite', '')
    const desk = await openDesk(place)
    await desk.create('tickets', 'ticket-1', aTicket())
    await desk.create('tickets', 'ticket-2', aTicket({ siteId: 'paris' }))
    await desk.create('tickets', 'ticket-9', aTicket({ orgId: 'globex', siteId: '' }))
    const mail = { kind: 'mail', visibility: 'public', authorId: 'rita', text: 'And the scanner', at: NOON }
    await desk.create('messages', 'mail-1', { ...mail, ticketId: 'ticket-1' }, 'rita')
    await desk.create('messages', 'mail-9', { ...mail, ticketId: 'ticket-9', text: 'Secret' }, 'rita')
    const forged = { ...mail, ticketId: 'ticket-2', text: 'I give everything to Ann' }
    await desk.send(ann, creation('messages', 'copy-1', { ...forged, copyOfId: 'mail-1' }))
    await desk.send(ann, creation('messages', 'copy-9', { ...forged, copyOfId: 'mail-9' }))
    expect(await desk.stored('messages', 'copy-1')).toMatchObject({
      authorId: 'rita',
      text: 'And the scanner',
    })
    expect(await desk.stored('messages', 'copy-9')).toMatchObject({ authorId: 'ann', visibility: 'private' })
    await desk.close()
    await place.destroy()
  })
})

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
