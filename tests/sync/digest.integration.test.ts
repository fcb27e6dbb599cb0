import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#shared/kernel/actor.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { digestLine } from '#shared/protocol/digest.ts'
import { ann, aTicket, change, gus, luc, mona, pia, STORES, type Desk, type Replica } from './desk.ts'
import { useDesk } from './use-desk.ts'

describe.each(STORES)('the digest of a scope on %s', (kind) => {
  let desk: Desk

  useDesk(kind, async (opened) => {
    desk = opened
    for (let at = 0; at < 12; at++) {
      await desk.create('tickets', `ticket-${at}`, aTicket({ siteId: at % 2 === 0 ? 'lyon' : 'paris' }))
    }
    await desk.create('tickets', 'globex-1', aTicket({ orgId: 'globex', siteId: '' }))
  })

  async function digestFor(actor: Actor, cursor: string) {
    const digest = await desk.sync.digest(actor, cursor)
    if (!digest.ok) throw new Error(digest.refusal.code)
    return digest.value
  }

  /** What a device computes of what it holds. */
  function ownDigest({ docs }: Replica, collection: string) {
    const held = [...docs].filter(([key]) => key.startsWith(`${collection}/`)).map(([, doc]) => doc)
    const hash = createHash('sha256')
    for (const doc of held.toSorted((a, b) => (a.id < b.id ? -1 : 1))) hash.update(digestLine(doc))
    return { collection, count: held.length, hash: hash.digest('hex') }
  }

  test('equals what every replica computes of what it pulled', async () => {
    for (const actor of [ann, mona, luc, pia, gus]) {
      const replica = await desk.replica(actor)
      const digest = await digestFor(actor, replica.cursor)
      expect(digest.current).toBe(true)
      expect(digest.collections).toHaveLength(12)
      for (const each of digest.collections) expect(each).toEqual(ownDigest(replica, each.collection))
    }
  })

  test('is not told to a device that has to pull first, and what concerns others keeps nobody from it', async () => {
    const { cursor } = await desk.replica(luc)
    const foreign = (await desk.stored('tickets', 'ticket-1')) as Doc
    await desk.send(pia, change('tickets', foreign, { title: 'In Paris' }))
    expect((await digestFor(luc, cursor)).current).toBe(true)
    const own = (await desk.stored('tickets', 'ticket-0')) as Doc
    await desk.send(ann, change('tickets', own, { title: 'In Lyon' }))
    expect(await digestFor(luc, cursor)).toEqual({ current: false, collections: [] })
    expect(await digestFor(pia, cursor)).toEqual({ current: false, collections: [] })
  })

  test('of a cursor that is none is refused', async () => {
    expect(await desk.sync.digest(ann, 'x')).toEqual({ ok: false, refusal: { code: 'cursor-invalid' } })
  })

  test('revisions and documents are those of the scope alone', async () => {
    const listed = await desk.sync.revisions(luc, { collection: 'tickets', cursor: undefined }, undefined)
    expect(listed.more).toBe(false)
    expect(listed.revisions.map(({ id }) => id)).toEqual([0, 10, 2, 4, 6, 8].map((at) => `ticket-${at}`))
    expect(
      (await desk.sync.revisions(luc, { collection: 'tickets', cursor: undefined }, 'ticket-4')).revisions,
    ).toHaveLength(2)
    expect(await desk.sync.revisions(luc, { collection: 'nonsense', cursor: undefined }, undefined)).toEqual({
      revisions: [],
      more: false,
    })
    const fetched = await desk.sync.documents(luc, { collection: 'tickets', cursor: undefined }, [
      'ticket-0',
      'ticket-1',
      'globex-1',
      'none',
    ])
    expect(fetched).toEqual([await desk.stored('tickets', 'ticket-0')])
    expect(
      await desk.sync.documents(luc, { collection: 'nonsense', cursor: undefined }, ['ticket-0']),
    ).toEqual([])
  })
})
