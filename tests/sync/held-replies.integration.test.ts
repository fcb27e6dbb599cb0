import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Message } from '#shared/messages/schema.ts'
import { isPublicMessage } from '#shared/policy/portal.ts'
import { ann, annsPhone, aReply, aTicket, bob, change, creation, NOON, STORES, type Desk } from './desk.ts'
import { useDesk } from './use-desk.ts'

describe.each(STORES)('replies written without knowing what happened meanwhile, on %s', (kind) => {
  let desk: Desk
  let ticket: Doc

  useDesk(kind, async (opened) => {
    desk = opened
    await desk.create('tickets', 'ticket-1', aTicket())
    ticket = await theTicket()
  })

  const theTicket = async () => (await desk.stored('tickets', 'ticket-1')) as Doc
  const theMessage = async (id: string) => (await desk.stored('messages', id)) as unknown as Message
  const mailsFor = async (id: string) => (await desk.store.effects.byCause('send-reply', id)) !== undefined

  /** The requester writes by mail. */
  const requesterWrites = (patch: Patch = {}) =>
    desk.create('messages', v7(), {
      ticketId: 'ticket-1',
      kind: 'mail',
      visibility: 'public',
      authorId: 'rita',
      text: 'It works again, thank you',
      at: NOON,
      ...patch,
    })

  /** Ann's reply to the ticket as she saw it. */
  async function annReplies(seen: Doc = ticket) {
    const id = v7()
    const answer = await desk.send(
      ann,
      creation('messages', id, aReply('ticket-1', ann, { ticketRev: seen.rev })),
    )
    return { id, answer }
  }

  /** The open notice of a held reply. */
  async function heldNotice(): Promise<Doc> {
    const held = (await desk.notices(ann)).filter((notice) => notice.kind === 'held-reply')
    expect(held).toHaveLength(1)
    return held[0] as unknown as Doc
  }

  test('a reply that missed a message of the requester is kept, not sent and not shown', async () => {
    await requesterWrites()
    const before = await theTicket()
    const { id, answer } = await annReplies()
    expect(answer).toMatchObject({ status: 'accepted', doc: { delivery: 'held' } })
    expect(isPublicMessage(await theMessage(id))).toBe(false)
    expect(await mailsFor(id)).toBe(false)
    expect(await theTicket()).toEqual(before)
    expect(await heldNotice()).toMatchObject({
      personId: 'ann',
      docId: id,
      ticketId: 'ticket-1',
      yours: 'Try again',
      reason: 'requester-wrote',
      theirsBy: 'rita',
      state: 'open',
    })
  })

  test('a reply whose author saw the message goes out', async () => {
    await requesterWrites()
    const { id } = await annReplies(await theTicket())
    expect(await theMessage(id)).toMatchObject({ delivery: 'queued' })
    expect(await desk.notices(ann)).toEqual([])
  })

  test('every word of the requester raises the revision, also two within one millisecond', async () => {
    await requesterWrites()
    const seen = await theTicket()
    await requesterWrites()
    expect((await theTicket()).rev).toBeGreaterThan(seen.rev)
    const { id } = await annReplies(seen)
    expect(await theMessage(id)).toMatchObject({ delivery: 'held' })
  })

  test('machines, colleagues and notes hold nothing up', async () => {
    await requesterWrites({ automatic: true })
    await desk.send(bob, creation('messages', v7(), aReply('ticket-1', bob, { ticketRev: ticket.rev })))
    await desk.send(bob, change('tickets', await theTicket(), { priority: 'high' }))
    const { id } = await annReplies()
    expect(await theMessage(id)).toMatchObject({ delivery: 'queued' })
  })

  test('a ticket that a colleague closed or merged holds the reply, one that its author closed does not', async () => {
    const now = desk.now
    await desk.send(ann, change('tickets', ticket, { status: 'closed', resolvedAt: now, closedAt: now }))
    const own = await annReplies()
    expect(await theMessage(own.id)).toMatchObject({ delivery: 'queued' })
    await desk.send(
      bob,
      change('tickets', await theTicket(), { status: 'open', resolvedAt: '', closedAt: '' }),
    )
    const seen = await theTicket()
    await desk.send(bob, change('tickets', seen, { status: 'closed', resolvedAt: now, closedAt: now }))
    const late = await annReplies(seen)
    expect(await theMessage(late.id)).toMatchObject({ delivery: 'held' })
    expect(await heldNotice()).toMatchObject({ reason: 'ticket-closed', theirsBy: 'bob' })
  })

  test('a merged ticket holds the reply', async () => {
    await desk.create('tickets', 'ticket-2', aTicket())
    await desk.send(bob, change('tickets', ticket, { mergedIntoId: 'ticket-2' }))
    const { id } = await annReplies()
    expect(await theMessage(id)).toMatchObject({ delivery: 'held' })
    expect(await heldNotice()).toMatchObject({ reason: 'ticket-merged' })
  })

  test('its author lets it go, and it is sent once, though two devices say so', async () => {
    await requesterWrites()
    const { id } = await annReplies()
    const notice = await heldNotice()
    const taken = { state: 'taken', readAt: NOON }
    expect(await desk.send(ann, change('notices', notice, taken))).toMatchObject({ status: 'accepted' })
    expect(await desk.send(annsPhone, change('notices', notice, taken))).not.toMatchObject({
      status: 'rejected',
    })
    const sent = await theMessage(id)
    expect(sent).toMatchObject({ delivery: 'queued', mailId: `<${id}@desk.example>` })
    expect(isPublicMessage(sent)).toBe(true)
    expect(await mailsFor(id)).toBe(true)
    expect(await desk.store.effects.counts()).toMatchObject({ waiting: 1 })
    expect(await theTicket()).toMatchObject({ firstRespondedAt: NOON })
  })

  test('let go once more after it was sent, it is not sent again', async () => {
    await requesterWrites()
    const { id } = await annReplies()
    const notice = await heldNotice()
    await desk.send(ann, change('notices', notice, { state: 'taken' }))
    await desk.write('ann', { collection: 'messages', docId: id, op: 'change', patch: { delivery: 'sent' } })
    await desk.send(annsPhone, change('notices', notice, { state: 'dismissed' }))
    const current = (await desk.stored('notices', notice.id)) as Doc
    await desk.send(ann, change('notices', current, { state: 'open' }))
    await desk.send(ann, change('notices', { ...current, rev: current.rev + 1 }, { state: 'taken' }))
    expect(await theMessage(id)).toMatchObject({ delivery: 'sent' })
    expect(await desk.store.effects.counts()).toMatchObject({ waiting: 1 })
  })

  test('dismissed it stays where it is, and nobody else lets it go', async () => {
    await requesterWrites()
    const { id } = await annReplies()
    const notice = await heldNotice()
    expect(await desk.send(bob, change('notices', notice, { state: 'taken' }))).toMatchObject({
      refusal: { code: 'not-found' },
    })
    expect(await desk.send(ann, change('notices', notice, { state: 'dismissed' }))).toMatchObject({
      status: 'accepted',
    })
    expect(await theMessage(id)).toMatchObject({ delivery: 'held', text: 'Try again' })
    expect(await mailsFor(id)).toBe(false)
  })
})
