import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import {
  ann,
  annsPhone,
  aReply,
  aTicket,
  bob,
  change,
  creation,
  luc,
  mona,
  STORES,
  type Desk,
} from './desk.ts'
import { useDesk } from './use-desk.ts'

describe.each(STORES)('pushing to %s', (kind) => {
  let desk: Desk
  let ticket: Doc

  useDesk(kind, async (opened) => {
    desk = opened
    ticket = await desk.create('tickets', 'ticket-1', aTicket())
  })

  const entriesOf = async (docId: string) => {
    const { docs } = await desk.replica(ann)
    return [...docs.values()].filter((doc) => doc['docId'] === docId && 'acceptedAt' in doc)
  }

  test('a ticket gets its number once, keeps its label, and everybody in its scope receives it', async () => {
    const id = v7()
    const answer = await desk.send(ann, creation('tickets', id, aTicket({ title: 'Printer on fire' })))
    expect(answer).toMatchObject({ status: 'accepted', rev: 1, doc: { number: 1002, label: 'NEW-7F3K' } })
    for (const actor of [ann, bob, luc]) {
      expect((await desk.replica(actor)).docs.get(`tickets/${id}`)).toMatchObject({ number: 1002, rev: 1 })
    }
  })

  test('a change as expected is answered without the document', async () => {
    const answer = await desk.send(ann, change('tickets', ticket, { urgency: 'high' }))
    expect(answer).toEqual({ id: answer.id, status: 'accepted', rev: 2 })
  })

  test('different fields both survive, and the later answer carries the merged document', async () => {
    await desk.send(ann, change('tickets', ticket, { urgency: 'high' }))
    const answer = await desk.send(bob, change('tickets', ticket, { tags: { $add: ['vpn'] } }))
    expect(answer).toMatchObject({ status: 'merged', rev: 3, doc: { urgency: 'high', tags: ['vpn'] } })
  })

  test('the loser of a conflict gets the lost value back with everything needed to take it', async () => {
    await desk.send(ann, change('tickets', ticket, { title: 'No network in Lyon' }))
    const later = '2026-11-20T12:30:00.000Z'
    const answer = await desk.send(bob, change('tickets', ticket, { title: 'Switch broken' }, { at: later }))
    expect(answer).toMatchObject({ status: 'conflicted', rev: 2, doc: { title: 'No network in Lyon' } })
    expect(await desk.notices(bob)).toMatchObject([
      {
        kind: 'conflict',
        field: 'title',
        yours: 'Switch broken',
        theirs: 'No network in Lyon',
        base: 'No network',
        theirsBy: 'ann',
        yoursAt: later,
        ticketId: 'ticket-1',
        docId: 'ticket-1',
        state: 'open',
      },
    ])
    expect(await desk.notices(ann)).toEqual([])
  })

  test("a manager's assignment stands over an agent's, whose author is told", async () => {
    await desk.send(ann, change('tickets', ticket, { assigneeId: 'ann' }))
    const answer = await desk.send(mona, change('tickets', ticket, { assigneeId: 'luc' }))
    expect(answer).toMatchObject({ status: 'conflicted', doc: { assigneeId: 'luc' } })
    expect(await desk.notices(ann)).toMatchObject([
      { kind: 'conflict', yours: 'ann', theirs: 'luc', theirsBy: 'mona' },
    ])
    expect(await desk.notices(luc)).toMatchObject([
      { kind: 'assignment', ticketId: 'ticket-1', theirsBy: 'mona' },
    ])
  })

  test('two devices of one person also keep what one of them lost', async () => {
    await desk.send(ann, change('tickets', ticket, { title: 'From the laptop' }))
    await desk.send(annsPhone, change('tickets', ticket, { title: 'From the phone' }))
    expect(await desk.notices(ann)).toMatchObject([{ yours: 'From the phone', theirs: 'From the laptop' }])
  })

  test('a status that loses takes its companions with it', async () => {
    const closed = { status: 'closed', pendingReason: '', resolvedAt: desk.now, closedAt: desk.now }
    await desk.send(ann, change('tickets', ticket, closed))
    const pending = { status: 'pending', pendingReason: 'supplier', resolvedAt: '', closedAt: '' }
    const answer = await desk.send(bob, change('tickets', ticket, pending))
    expect(answer).toMatchObject({ status: 'conflicted', doc: closed })
    expect(await desk.notices(bob)).toMatchObject([
      { field: 'status', yours: 'pending', companions: { pendingReason: 'supplier', closedAt: '' } },
    ])
  })

  test('the priority of a ticket that was closed meanwhile is refused, and kept', async () => {
    await desk.write('mona', {
      collection: 'tickets',
      docId: 'ticket-1',
      op: 'change',
      patch: { status: 'closed', closedAt: desk.now, resolvedAt: desk.now },
    })
    const patch = { priority: 'urgent', prioritySource: 'person', updatedAt: desk.now }
    const answer = await desk.send(bob, change('tickets', ticket, patch))
    expect(answer).toMatchObject({
      status: 'rejected',
      rev: 2,
      refusal: { code: 'ticket-closed' },
      doc: { status: 'closed', priority: 'normal' },
    })
    expect(await desk.notices(bob)).toMatchObject([
      { kind: 'rejection', reason: 'ticket-closed', yours: patch, ticketId: 'ticket-1' },
    ])
  })

  test('a lost value on a closed ticket is a conflict, not a rejection of everything beside it', async () => {
    const closing = { title: 'Solved', status: 'closed', closedAt: desk.now, resolvedAt: desk.now }
    await desk.send(ann, change('tickets', ticket, closing))
    const answer = await desk.send(bob, change('tickets', ticket, { title: 'Mine', tags: { $add: ['vpn'] } }))
    expect(answer).toMatchObject({ status: 'conflicted', doc: { title: 'Solved', tags: ['vpn'] } })
  })

  test('a replay gets the same answer and changes nothing', async () => {
    const mutations = [
      creation('tickets', v7(), aTicket()),
      creation('messages', v7(), aReply('ticket-1', ann)),
      change('tickets', ticket, { title: '' }),
    ]
    const first = await desk.push(ann, ...mutations)
    const before = await desk.replica(ann)
    expect(await desk.push(ann, ...mutations)).toEqual(first)
    expect(await desk.replica(ann)).toEqual(before)
  })

  test('of many identical pushes at once one is applied', async () => {
    const id = v7()
    const mutations = [creation('tickets', id, aTicket()), creation('messages', v7(), aReply(id, ann))]
    const all = await Promise.all(Array.from({ length: 6 }, () => desk.push(ann, ...mutations)))
    for (const answers of all) expect(answers).toEqual(all[0])
    const { docs } = await desk.replica(ann)
    expect([...docs.values()].filter((doc) => doc['number'] === 1002)).toHaveLength(1)
    expect(await entriesOf(id)).toHaveLength(2)
  })

  test('numbers are given once and without gaps to tickets that come at once', async () => {
    const pushes = [ann, bob, mona].map((actor) =>
      desk.push(actor, ...Array.from({ length: 5 }, () => creation('tickets', v7(), aTicket()))),
    )
    const answers = (await Promise.all(pushes)).flat()
    const numbers = answers.map((answer) => Number(answer.doc?.['number'])).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, index) => 1002 + index))
  })

  test('a document created twice under one id is refused the second time and not overwritten', async () => {
    const answer = await desk.send(bob, creation('tickets', 'ticket-1', aTicket({ title: 'Other' })))
    expect(answer).toMatchObject({
      status: 'rejected',
      refusal: { code: 'already-exists' },
      doc: { title: 'No network' },
    })
    expect(await desk.notices(bob)).toMatchObject([{ kind: 'rejection', yours: { title: 'Other' } }])
  })

  test('a reply is queued once with a Message-ID of its own and moves its ticket', async () => {
    const id = v7()
    const answer = await desk.send(ann, creation('messages', id, aReply('ticket-1', ann)))
    expect(answer).toMatchObject({ doc: { delivery: 'queued', mailId: `<${id}@desk.example>` } })
    expect(await desk.store.effects.byCause('send-reply', id)).toMatchObject({ state: 'waiting' })
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({
      status: 'open',
      firstRespondedAt: desk.now,
    })
  })

  test("the console's own change beside its reply is no conflict", async () => {
    const mutations = [
      creation('messages', v7(), aReply('ticket-1', ann)),
      change('tickets', ticket, {
        status: 'pending',
        pendingReason: 'requester',
        resolvedAt: '',
        closedAt: '',
      }),
    ]
    const answers = await desk.push(ann, ...mutations)
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'merged'])
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ status: 'pending' })
    expect(await desk.notices(ann)).toEqual([])
  })

  test('a note, and a reply to somebody without an address, are not sent', async () => {
    await desk.create('people', 'nemo', { name: 'Nemo', orgId: 'acme' })
    await desk.create('tickets', 'ticket-2', aTicket({ requesterId: 'nemo' }))
    const [note, reply] = [v7(), v7()]
    const private_ = { kind: 'note', visibility: 'private' }
    await desk.push(
      ann,
      creation('messages', note, aReply('ticket-1', ann, private_)),
      creation('messages', reply, aReply('ticket-2', ann)),
    )
    for (const id of [note, reply]) {
      expect(await desk.stored('messages', id)).toMatchObject({ delivery: 'none', mailId: '' })
      expect(await desk.store.effects.byCause('send-reply', id)).toBeUndefined()
    }
  })

  test("the requester's answer takes a waiting ticket up again", async () => {
    await desk.send(ann, change('tickets', ticket, { status: 'pending', pendingReason: 'requester' }))
    await desk.create('messages', v7(), aReply('ticket-1', ann, { kind: 'portal', authorId: 'rita' }), 'rita')
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ status: 'open', pendingReason: '' })
    const automatic = { kind: 'mail', authorId: 'rita', automatic: true }
    const resolved = (await desk.stored('tickets', 'ticket-1')) as Doc
    await desk.send(ann, change('tickets', resolved, { status: 'resolved', resolvedAt: desk.now }))
    await desk.create('messages', v7(), aReply('ticket-1', ann, automatic), 'rita')
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ status: 'resolved' })
  })

  test('every accepted write is in the activity log once, without the text of what was said', async () => {
    await desk.send(
      ann,
      change('tickets', ticket, { urgency: 'high', updatedAt: '2026-11-20T13:00:00.000Z' }),
    )
    await desk.send(ann, change('tickets', ticket, { title: '' }))
    const byAction = (a: Doc, b: Doc) => (String(a['action']) < String(b['action']) ? 1 : -1)
    const entries = (await entriesOf('ticket-1')).toSorted(byAction)
    expect(entries.map((entry) => [entry['action'], entry['actorId'], entry['deviceId']])).toEqual([
      ['created', 'ann', 'server'],
      ['changed', 'ann', 'ann-laptop'],
    ])
    expect(entries[1]).toMatchObject({
      ticketId: 'ticket-1',
      changes: [{ field: 'urgency', before: 'medium', after: 'high' }],
    })
    const message = v7()
    await desk.send(ann, creation('messages', message, aReply('ticket-1', ann, { text: 'A secret' })))
    const [said] = await entriesOf(message)
    expect(said).toMatchObject({ action: 'created', ticketId: 'ticket-1', changes: [] })
  })

  test('a deletion is one act, hides the document, and refuses what others wrote on it since', async () => {
    const at = '2026-11-20T12:10:00.000Z'
    expect(await desk.send(ann, change('tickets', ticket, { deletedAt: at }))).toMatchObject({
      status: 'accepted',
    })
    const again = await desk.send(bob, change('tickets', ticket, { deletedAt: desk.now }))
    expect(again).toMatchObject({ doc: { deletedAt: at } })
    const answers = await desk.push(
      bob,
      change('tickets', ticket, { title: 'Still there?' }),
      creation('messages', v7(), aReply('ticket-1', bob)),
    )
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual(['document-deleted', 'parent-missing'])
    expect((await desk.notices(bob)).map(({ kind }) => kind)).toEqual(['rejection', 'rejection'])
    const deleted = (await desk.stored('tickets', 'ticket-1')) as Doc
    expect(await desk.send(bob, change('tickets', deleted, { deletedAt: '' }))).toMatchObject({
      status: 'accepted',
    })
  })

  test('an instant of a device whose clock runs ahead counts as now', async () => {
    const answer = await desk.send(ann, change('tickets', ticket, { updatedAt: '2099-01-01T00:00:00.000Z' }))
    expect(answer).toMatchObject({ status: 'accepted', doc: { updatedAt: ticket['updatedAt'] } })
  })

  test('a revision that was seen before a restore does not overwrite in silence', async () => {
    await desk.send(ann, change('tickets', ticket, { title: 'Offered again by Ann' }))
    const answer = await desk.send(bob, change('tickets', { ...ticket, rev: 9 }, { title: 'Written before' }))
    expect(answer).toMatchObject({ status: 'conflicted', doc: { title: 'Offered again by Ann' } })
    expect(await desk.notices(bob)).toMatchObject([{ yours: 'Written before' }])
  })

  test('what is offered again after a restore never overwrites a newer value in silence', async () => {
    desk.now = '2026-11-20T13:00:00.000Z'
    const bobs = await desk.send(bob, change('tickets', ticket, { title: 'Newer', priority: 'high' }))
    // Without the marker this revision would say that Ann had seen what Bob wrote.
    const seenElsewhere = { ...ticket, rev: bobs.rev }
    const offered = change(
      'tickets',
      seenElsewhere,
      { title: 'Older', urgency: 'high' },
      { baseRev: 0, again: true },
    )
    expect(await desk.send(ann, offered)).toMatchObject({
      status: 'conflicted',
      doc: { title: 'Newer', priority: 'high', urgency: 'high' },
    })
    expect(await desk.notices(ann)).toMatchObject([{ field: 'title', yours: 'Older', theirs: 'Newer' }])
    expect(await desk.send(ann, offered)).toMatchObject({ status: 'conflicted' })
    expect(await desk.notices(ann)).toHaveLength(1)
  })

  test('what is offered again over the very value it was written on is taken up, whoever had written that', async () => {
    await desk.send(bob, change('tickets', ticket, { title: 'By Bob', tags: { $add: ['vpn'] } }))
    const seen = (await desk.stored('tickets', 'ticket-1')) as Doc
    const patch = { title: 'By Ann, lost in the restore', tags: { $remove: ['vpn'] } }
    const answer = await desk.send(ann, change('tickets', seen, patch, { baseRev: 0, again: true }))
    expect(answer).toMatchObject({ status: 'merged' })
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({
      title: 'By Ann, lost in the restore',
      tags: [],
    })
    expect(await desk.notices(ann)).toEqual([])
  })

  test('fields that a newer server stored are kept and served', async () => {
    await desk.store.transact(async (tx) => {
      const stored = await tx.lock('tickets', 'ticket-1')
      if (!stored) throw new Error('there is no ticket')
      const doc = { ...stored.doc, mood: 'calm', rev: 2 }
      await tx.put({ ...stored, doc, prevBuckets: stored.buckets, lookups: {}, at: desk.now })
    })
    const answer = await desk.send(ann, change('tickets', ticket, { title: 'Renamed' }))
    expect(answer).toMatchObject({ status: 'accepted', doc: { title: 'Renamed', mood: 'calm' } })
    expect((await desk.replica(ann)).docs.get('tickets/ticket-1')).toMatchObject({ mood: 'calm' })
  })

  test('the server replaces a set by writing all of it', async () => {
    await desk.send(ann, change('tickets', ticket, { tags: { $add: ['vpn', 'wifi'] } }))
    const patch = { tags: ['wifi', 'lan'] }
    await desk.write('rita', { collection: 'tickets', docId: 'ticket-1', op: 'change', patch })
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ tags: ['lan', 'wifi'] })
  })

  test('a base that no database can hold does not stand in the way of a conflict', async () => {
    await desk.send(ann, change('tickets', ticket, { title: 'One' }))
    const prev = { title: 'NUL \0' }
    const answer = await desk.send(bob, change('tickets', ticket, { title: 'Two' }, { prev }))
    expect(answer.status).toBe('conflicted')
    expect(await desk.notices(bob)).toMatchObject([{ base: 'NUL \uFFFD' }])
  })

  test('a write of the server happens once per cause, all of it or nothing', async () => {
    const write = (id: string, title: string) =>
      ({ collection: 'tickets', docId: id, op: 'create', patch: aTicket({ title }) }) as const
    const actor = { personId: 'rita', deviceId: 'server', roles: [], system: true }
    const first = await desk.sync.write(actor, 'mail-1', [write('m1', 'One')])
    const second = await desk.sync.write(actor, 'mail-1', [write('m2', 'Two')])
    expect(first).toMatchObject({ ok: true, value: [{ id: 'm1', number: 1002 }] })
    expect(second).toEqual(first)
    const refused = await desk.sync.write(actor, 'mail-2', [write('m3', 'Three'), write('m4', '')])
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'title-empty' } })
    for (const id of ['m2', 'm3', 'm4']) expect(await desk.stored('tickets', id)).toBeUndefined()
    expect(await desk.create('tickets', 'm5', aTicket())).toMatchObject({ number: 1003 })
  })
})
