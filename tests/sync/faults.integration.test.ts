import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Mutation } from '#shared/protocol/wire.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import type { Store } from '#sync-server/store/store.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import type { AcceptedWrite, Hooks } from '#sync-server/sync/hooks.ts'
import { StoreUnavailable } from '#sync-server/sync/service.ts'
import {
  ann,
  aReply,
  aTicket,
  bob,
  change,
  creation,
  newPlace,
  openDesk,
  STORES,
  type Desk,
  type Place,
} from './desk.ts'
import { useDesk } from './use-desk.ts'

const features = createHooks({ mailDomain: 'desk.example' })

/** The features' hooks, with a call before what follows from a ticket. */
function hooksWith(before: (accepted: AcceptedWrite) => void): Hooks {
  const { tickets } = features
  return {
    ...features,
    tickets: {
      ...tickets,
      async follow(accepted) {
        before(accepted)
        await tickets?.follow?.(accepted)
      },
    },
  }
}

/** A failure as the drivers of databases throw it. */
const databaseFailure = () => Object.assign(new Error('terminating connection'), { code: '57P01' })

describe.each(STORES)('faults on %s', (kind) => {
  let desk: Desk
  let failNext: (title: unknown) => Error | undefined

  useDesk(
    kind,
    (opened) => {
      desk = opened
      failNext = () => undefined
    },
    () =>
      hooksWith(({ after }) => {
        const failure = failNext(after['title'])
        if (failure) throw failure
      }),
  )

  /** Three mutations of one push; the second one is called Poison. */
  const threeTickets = () =>
    ['Before', 'Poison', 'After'].map((title) => creation('tickets', v7(), aTicket({ title })))
  const countOf = async (title: string) =>
    [...(await desk.replica(ann)).docs.values()].filter((doc) => doc['title'] === title).length

  test('a mutation that always makes the server fail is kept for its author and delays nobody', async () => {
    failNext = (title) => (title === 'Poison' ? new TypeError('a bug of ours') : undefined)
    const mutations = threeTickets()
    const answers = await desk.push(ann, ...mutations)
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(answers[1]).toMatchObject({ rev: 0, refusal: { code: 'internal' } })
    expect(await desk.notices(ann)).toMatchObject([
      { kind: 'rejection', reason: 'internal', yours: { title: 'Poison' } },
    ])
    expect([await countOf('Before'), await countOf('Poison'), await countOf('After')]).toEqual([1, 0, 1])
    expect(await desk.push(ann, ...mutations)).toEqual(answers)
    expect(answers.map((answer) => answer.doc?.['number'])).toEqual([1001, undefined, 1002])
  })

  test("a failure that does not repeat itself is nobody's business", async () => {
    let failures = 1
    failNext = () => (failures-- > 0 ? new Error('once') : undefined)
    expect(await desk.send(ann, creation('tickets', v7(), aTicket()))).toMatchObject({ status: 'accepted' })
    expect(await desk.notices(ann)).toEqual([])
  })

  test('while the database fails nothing is acknowledged, and the same push succeeds later with the same answers', async () => {
    failNext = (title) => (title === 'Poison' ? databaseFailure() : undefined)
    const mutations = threeTickets()
    await expect(desk.push(ann, ...mutations)).rejects.toThrow(StoreUnavailable)
    expect(await countOf('Before')).toBeLessThanOrEqual(1)
    expect([await countOf('Poison'), await countOf('After')]).toEqual([0, 0])
    expect(await desk.notices(ann)).toEqual([])
    failNext = () => undefined
    const answers = await desk.push(ann, ...mutations)
    expect(answers.map(({ status, doc }) => [status, doc?.['number']])).toEqual([
      ['accepted', 1001],
      ['accepted', 1002],
      ['accepted', 1003],
    ])
    expect([await countOf('Before'), await countOf('Poison'), await countOf('After')]).toEqual([1, 1, 1])
  })

  test('a bug is not taken for one while the database does not answer at all', async () => {
    const store: Store = { ...desk.store, ping: () => Promise.reject(databaseFailure()) }
    const throwing: Hooks = { tickets: { follow: () => Promise.reject(new Error('odd')) } }
    const sync = createSync({ store, hooks: throwing, clock: () => desk.now })
    await expect(sync.push(ann, [creation('tickets', v7(), aTicket())])).rejects.toThrow(StoreUnavailable)
    await sync.stop()
  })

  test('text that no database can hold is refused, and what can be kept of it is', async () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown
    const ticket = await desk.create('tickets', 'ticket-1', aTicket())
    const answers = await desk.push(
      ann,
      change('tickets', ticket, { title: 'half \ud800 a pair' }),
      change('tickets', ticket, { resolution: 'NUL \0 inside' }),
      change('tickets', ticket, { tags: { $add: 'abc' } }),
      change('tickets', ticket, { tags: { $remove: [1] } }),
      change('tickets', ticket, { title: deep }),
      change('tickets', ticket, { title: 'Good' }),
    )
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual([
      ...Array.from({ length: 5 }, () => 'invalid-value'),
      undefined,
    ])
    const kept = (await desk.notices(ann)).map(({ yours }) => JSON.stringify(yours))
    expect(kept).toEqual(
      expect.arrayContaining(['{"title":"half \uFFFD a pair"}', '{"resolution":"NUL \uFFFD inside"}']),
    )
    expect(kept).toHaveLength(5)
  })

  test('a hook that leads to itself is cut', async () => {
    const looping: Hooks = {
      tickets: {
        follow: async ({ after, write }) => {
          const patch = { title: `${String(after['title'])}!` }
          await write({ collection: 'tickets', docId: after.id, op: 'change', patch })
        },
      },
    }
    const sync = createSync({ store: desk.store, hooks: looping, clock: () => desk.now })
    const [answer] = await sync.push(ann, [creation('tickets', 'loop', aTicket())])
    expect(answer).toMatchObject({ status: 'rejected', refusal: { code: 'internal' } })
    expect(await desk.stored('tickets', 'loop')).toBeUndefined()
    await sync.stop()
  })

  test('the head is told after each push, and everything up to it can be pulled', async () => {
    const heads: number[] = []
    const told = Promise.withResolvers<void>()
    const { cursor } = await desk.replica(bob)
    const stop = desk.sync.onHead((head) => {
      heads.push(head)
      told.resolve()
    })
    await desk.push(ann, creation('tickets', v7(), aTicket({ title: 'Told' })))
    await told.promise
    stop()
    const page = await desk.sync.pull(bob, cursor, 100)
    if (!page.ok) throw new Error(page.refusal.code)
    expect(page.value.changes.at(-1)?.pos).toBe(heads.at(-1))
    expect(await countOf('Told')).toBe(1)
  })
})

describe('two server processes on one PostgreSQL', () => {
  let place: Place
  let desks: readonly [Desk, Desk]

  beforeEach(async () => {
    place = await newPlace('postgres', inject('postgresUrl'))
    const first = await openDesk(place)
    desks = [first, await openDesk(place)]
  })
  afterEach(async () => {
    for (const desk of desks) await desk.close()
    await place.destroy()
  })

  test('the same push to both is applied once', async () => {
    const id = v7()
    const mutations = [creation('tickets', id, aTicket()), creation('messages', v7(), aReply(id, ann))]
    const rounds = [...desks, ...desks].map((desk) => desk.push(ann, ...mutations))
    const [first, ...others] = await Promise.all(rounds)
    for (const answers of others) expect(answers).toEqual(first)
    const { docs } = await desks[1].replica(ann)
    expect([...docs.values()].filter((doc) => 'acceptedAt' in doc && doc['ticketId'] === id)).toHaveLength(3)
  })

  test('agents on both who write the same ticket at once lose nothing', async () => {
    const ticket = await desks[0].create('tickets', 'ticket-1', aTicket())
    const tags = Array.from({ length: 20 }, (_, index) => `tag-${index}`)
    const pushes = tags.map((tag, index) => {
      const [desk, actor] = index % 2 === 0 ? [desks[0], ann] : [desks[1], bob]
      const titled: Mutation = change('tickets', ticket, { title: tag, tags: { $add: [tag] } })
      return desk.push(actor, titled, creation('messages', v7(), aReply('ticket-1', actor)))
    })
    const answers = (await Promise.all(pushes)).flat()
    expect(answers.every(({ status }) => status !== 'rejected')).toBe(true)
    const stored = (await desks[0].stored('tickets', 'ticket-1')) as Doc
    expect(stored['tags']).toEqual(tags.toSorted())
    const conflicted = answers.filter(({ status }) => status === 'conflicted').map(({ id }) => id)
    const notices = [...(await desks[0].notices(ann)), ...(await desks[1].notices(bob))]
    expect(notices.map(({ mutationId }) => mutationId).toSorted()).toEqual(conflicted.toSorted())
    for (const actor of [ann, bob]) {
      const replicas = await Promise.all(desks.map((desk) => desk.replica(actor)))
      expect(replicas[0]?.docs).toEqual(replicas[1]?.docs)
    }
  })

  test('what one process accepts, listeners of the other hear of', async () => {
    const told = Promise.withResolvers<number>()
    desks[1].sync.onHead((head) => told.resolve(head))
    await desks[0].push(ann, creation('tickets', v7(), aTicket()))
    expect(await told.promise).toBeGreaterThan(0)
  })
})
