import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  ann,
  aReply,
  aTicket,
  bob,
  change,
  creation,
  gus,
  luc,
  newPlace,
  openDesk,
  STORES,
  type Desk,
  type Place,
} from './desk.ts'

describe.each(STORES)('what arrives before the document it hangs on, on %s', (kind) => {
  let place: Place
  let desk: Desk

  beforeEach(async () => {
    place = await newPlace(kind, inject('postgresUrl'))
    desk = await openDesk(place)
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })

  const aNote = (id: string, on = 'ticket-1', by = ann, text = 'Seen on site') =>
    creation('messages', id, aReply(on, by, { kind: 'note', visibility: 'private', text }))

  /** Resolves once it holds, looking again whenever something was sequenced. */
  async function eventually(holds: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const news = Promise.withResolvers<void>()
      const stop = desk.sync.onHead(() => news.resolve())
      try {
        if (await holds()) return
        await news.promise
      } finally {
        stop()
      }
    }
  }
  const isStored = async (collection: 'messages' | 'links', id: string) =>
    (await desk.stored(collection, id)) !== undefined

  test('is parked and taken up, in its order, when that arrives', async () => {
    const [note, file, link] = [v7(), v7(), v7()]
    const sent = [
      aNote(note),
      creation('documents', file, { name: 'a.txt', sha256: 'a'.repeat(64), ticketId: 'ticket-1' }),
      change('documents', { id: file, rev: 0, deletedAt: '', name: 'a.txt' }, { name: 'b.txt' }),
      creation('links', link, {
        fromCollection: 'documents',
        fromId: file,
        toCollection: 'assets',
        toId: 'x',
      }),
    ]
    const answers = await desk.push(ann, ...sent)
    expect(answers.map(({ status }) => status)).toEqual(['parked', 'parked', 'parked', 'parked'])
    expect(await desk.push(ann, ...sent)).toEqual(answers)
    expect(await isStored('messages', note)).toBe(false)

    await desk.send(bob, creation('tickets', 'ticket-1', aTicket()))
    await eventually(async () => (await isStored('messages', note)) && (await isStored('links', link)))
    expect(await desk.stored('messages', note)).toMatchObject({ text: 'Seen on site', rev: 1 })
    expect(await desk.stored('documents', file)).toMatchObject({ name: 'b.txt', rev: 2 })
    expect(await desk.notices(ann)).toEqual([])
    const final = await desk.push(ann, ...sent)
    expect(final.map(({ status, rev }) => [status, rev])).toEqual([
      ['accepted', 1],
      ['accepted', 1],
      ['accepted', 2],
      ['accepted', 1],
    ])
  })

  test('survives a restart of the server', async () => {
    const note = v7()
    await desk.send(ann, aNote(note))
    await desk.send(bob, creation('tickets', 'ticket-0', aTicket()))
    await desk.close()
    desk = await openDesk(place)
    await desk.send(bob, creation('tickets', 'ticket-1', aTicket()))
    await eventually(() => isStored('messages', note))
  })

  test('goes back to its author with its text when nothing came for days', async () => {
    const sent = aNote(v7())
    await desk.send(ann, sent)
    desk.now = '2026-11-26T12:00:00.000Z'
    await desk.create('tickets', 'ticket-9', aTicket())
    expect(await desk.notices(ann)).toEqual([])
    desk.now = '2026-11-27T12:01:00.000Z'
    await desk.create('tickets', 'ticket-8', aTicket())
    await eventually(async () => (await desk.notices(ann)).length > 0)
    expect(await desk.notices(ann)).toMatchObject([
      { kind: 'rejection', reason: 'parent-missing', yours: { text: 'Seen on site' }, mutationId: sent.id },
    ])
    expect(await desk.send(ann, sent)).toMatchObject({
      status: 'rejected',
      refusal: { code: 'parent-missing' },
    })
  })

  test('is refused when it is taken up and may not be', async () => {
    const forged = creation('messages', v7(), aReply('ticket-1', bob))
    expect(await desk.send(ann, forged)).toMatchObject({ status: 'parked' })
    await desk.send(bob, creation('tickets', 'ticket-1', aTicket()))
    await eventually(async () => (await desk.notices(ann)).length > 0)
    expect(await desk.notices(ann)).toMatchObject([{ reason: 'author-forged' }])
  })

  test('waits in the same way for a foreign document as for none, and is not taken up by it', async () => {
    await desk.create('tickets', 'foreign', aTicket())
    const [real, none] = [aNote(v7(), 'foreign', gus), aNote(v7(), 'nothing', gus)]
    const answers = await desk.push(gus, real, none)
    expect(answers).toEqual([
      { id: real.id, status: 'parked', rev: 0 },
      { id: none.id, status: 'parked', rev: 0 },
    ])
    await desk.create('tickets', 'other', aTicket())
    expect(await isStored('messages', real.docId)).toBe(false)
    expect(await desk.notices(gus)).toEqual([])
  })

  test('is refused at once when its author saw the parent leave, or the parent refused', async () => {
    const ticket = await desk.create('tickets', 'ticket-1', aTicket())
    await desk.send(ann, change('tickets', ticket, { siteId: 'paris' }))
    expect(await desk.send(luc, aNote(v7(), 'ticket-1', luc))).toMatchObject({
      status: 'rejected',
      refusal: { code: 'parent-missing' },
    })
    const answers = await desk.push(
      luc,
      creation('tickets', 'ticket-2', aTicket({ title: '' })),
      aNote(v7(), 'ticket-2', luc),
    )
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual(['title-empty', 'parent-missing'])
  })

  test('on a deleted document is refused at once', async () => {
    const ticket = await desk.create('tickets', 'ticket-1', aTicket())
    await desk.send(ann, change('tickets', ticket, { deletedAt: desk.now }))
    expect(await desk.send(ann, aNote(v7()))).toMatchObject({
      status: 'rejected',
      refusal: { code: 'parent-missing' },
    })
  })

  test('is not kept without bounds', async () => {
    const notes = Array.from({ length: 501 }, () => aNote(v7()))
    const answers = await desk.push(ann, ...notes)
    expect(answers.filter(({ status }) => status === 'parked')).toHaveLength(500)
    expect(answers.at(-1)).toMatchObject({ status: 'rejected', refusal: { code: 'parent-missing' } })
  })
})
