import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Delivery } from '#shared/messages/schema.ts'
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
  olga,
  STORES,
  type Desk,
} from './desk.ts'
import { useDesk } from './use-desk.ts'

describe.each(STORES)('a reply that did not arrive, on %s', (kind) => {
  let desk: Desk
  let id: string

  useDesk(kind, async (opened) => {
    desk = opened
    await desk.create('tickets', 'ticket-1', aTicket())
    const ticket = await desk.stored('tickets', 'ticket-1')
    id = v7()
    await desk.send(ann, creation('messages', id, aReply('ticket-1', ann, { ticketRev: ticket?.rev })))
  })

  const theReply = async () => (await desk.stored('messages', id)) as Doc
  /** What the mail worker finds out. */
  async function becomes(delivery: Delivery): Promise<Doc> {
    const patch = { delivery, deliveryError: delivery === 'failed' ? '550 no such user' : '' }
    await desk.write('mail', { collection: 'messages', docId: id, op: 'change', patch })
    return theReply()
  }
  const mails = async (...causes: string[]) => {
    const effects = await Promise.all(causes.map((cause) => desk.store.effects.byCause('send-reply', cause)))
    return effects.map((effect) => effect?.payload['resends'])
  }
  const total = async () => Object.values(await desk.store.effects.counts()).reduce((a, b) => a + b, 0)

  test.each(['failed', 'uncertain'] as const)(
    'is sent again by its author when %s, as the same mail',
    async (state) => {
      const first = await theReply()
      const ticket = await desk.stored('tickets', 'ticket-1')
      const seen = await becomes(state)
      const answer = await desk.send(ann, change('messages', seen, { resends: 1 }))
      expect(answer).toMatchObject({ status: 'accepted', doc: { delivery: 'queued', deliveryError: '' } })
      expect((await theReply())['mailId']).toBe(first['mailId'])
      expect(await mails(id, `${id}:1`)).toEqual([0, 1])
      expect(await desk.stored('tickets', 'ticket-1')).toEqual(ticket)
    },
  )

  test('is sent once more and not twice, though two people and two devices say so', async () => {
    const seen = await becomes('uncertain')
    const once = change('messages', seen, { resends: 1 })
    await desk.send(ann, once)
    expect(await desk.send(ann, once)).toMatchObject({ status: 'accepted' })
    await becomes('uncertain')
    for (const person of [annsPhone, mona]) {
      const answer = await desk.send(person, change('messages', seen, { resends: 1 }))
      expect(answer).toMatchObject({ status: 'merged', doc: { delivery: 'uncertain', resends: 1 } })
    }
    expect(await total()).toBe(2)
    expect(await desk.notices(mona)).toEqual([])
  })

  test('is sent again as often as it fails', async () => {
    for (const resends of [1, 2, 3]) {
      expect(await desk.send(ann, change('messages', await becomes('failed'), { resends }))).toMatchObject({
        status: 'accepted',
      })
    }
    expect(await mails(id, `${id}:1`, `${id}:2`, `${id}:3`)).toEqual([0, 1, 2, 3])
    const late = await desk.send(mona, change('messages', { ...(await theReply()), rev: 2 }, { resends: 1 }))
    expect(late).toMatchObject({ status: 'merged', doc: { resends: 3 } })
    expect(await total()).toBe(4)
  })

  test('is for its author and the managers of its place', async () => {
    const seen = await becomes('failed')
    const again = { resends: 1 }
    for (const [person, code] of [
      [bob, 'not-your-reply'],
      [luc, 'not-your-reply'],
      [olga, 'not-allowed'],
    ] as const) {
      const answer = await desk.send(person, change('messages', seen, again))
      expect(answer, person.personId).toMatchObject({ status: 'rejected', refusal: { code } })
    }
    expect(await desk.send(mona, change('messages', seen, again))).toMatchObject({ status: 'accepted' })
  })

  test('is not sent again while it is on its way, nor when it arrived, nor twice at once', async () => {
    for (const state of ['queued', 'sending', 'sent', 'none', 'held'] as const) {
      const answer = await desk.send(ann, change('messages', await becomes(state), { resends: 1 }))
      expect(answer, state).toMatchObject({ status: 'rejected', refusal: { code: 'reply-not-failed' } })
    }
    const answer = await desk.send(ann, change('messages', await becomes('failed'), { resends: 2 }))
    expect(answer).toMatchObject({ status: 'rejected', refusal: { code: 'reply-not-failed' } })
    expect(await total()).toBe(1)
  })

  test('stays what was said: nothing else of it changes, and it is not deleted', async () => {
    const seen = await becomes('failed')
    const patches = [
      { text: 'x' },
      { resends: 1, text: 'x' },
      { deletedAt: desk.now },
      { delivery: 'queued' },
    ]
    for (const patch of patches) {
      expect(await desk.send(ann, change('messages', seen, patch))).toMatchObject({
        status: 'rejected',
        refusal: { code: 'append-only' },
      })
    }
    const born = creation('messages', v7(), aReply('ticket-1', ann, { resends: 3 }))
    expect(await desk.send(ann, born)).toMatchObject({ refusal: { code: 'reply-not-failed' } })
    expect(await theReply()).toEqual(seen)
  })
})
