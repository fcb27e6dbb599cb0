import { filter, firstValueFrom, timeout } from 'rxjs'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { writeMeta, META, readMeta, PULL_AT_FIRST } from '#renderer/replica/meta.ts'
import { localNames } from '#renderer/replica/names.ts'
import { openOutbox } from '#renderer/replica/outbox.ts'
import type { Transport } from '#renderer/replica/transport.ts'
import { aChange, programs } from '#renderer/replica/testing/cases.ts'
import { aDevice, atRest, type Device } from '#renderer/replica/testing/device.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { decodeCursor, encodeCursor } from '#sync-server/sync/cursor.ts'
import { ann, aTicket, change, newPlace, openDesk, STORES, type Desk, type Place } from './desk.ts'

const { start, stop, stopAll } = programs()

describe.each(STORES)('consoles and servers of different versions, on %s', (kind) => {
  let place: Place
  let desk: Desk
  let device: Device
  const pulls: (string | undefined)[] = []

  beforeEach(async () => {
    place = await newPlace(kind, inject('postgresUrl'))
    desk = await openDesk(place)
    await desk.create('tickets', 'ticket-1', aTicket())
    pulls.length = 0
    device = aDevice({ transport: () => directly() }, 'ann-laptop')
  })
  afterEach(async () => {
    await stopAll()
    await desk.close()
    await place.destroy()
  })

  /** The road to the server without a network; everything crosses it as JSON. */
  function directly(): Transport {
    const crossed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
    const nothing = { ok: false, failure: { kind: 'network', detail: 'not here' } } as const
    return {
      push: async (mutations) => {
        const answers = await desk.sync.push(ann, crossed(mutations))
        return { ok: true, value: crossed({ answers: [...answers], now: desk.now }) }
      },
      pull: async (cursor, limit) => {
        pulls.push(cursor)
        const page = await desk.sync.pull(ann, cursor === '' ? undefined : cursor, limit)
        if (!page.ok) throw new Error(page.refusal.code)
        return { ok: true, value: crossed(page.value) }
      },
      live: async (listener, signal) => {
        listener.onOpen()
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        return { ok: true, value: undefined }
      },
      uploaded: () => Promise.resolve(nothing),
      upload: () => Promise.resolve(nothing),
      download: () => Promise.resolve(nothing),
    }
  }

  /** What a newer or an older server left in the database. */
  async function leave(change: (doc: Doc) => Doc): Promise<void> {
    await desk.store.transact(async (tx) => {
      const stored = await tx.lock('tickets', 'ticket-1')
      if (!stored) throw new Error('there is no ticket')
      const doc = { ...change(stored.doc), rev: stored.doc.rev + 1 }
      await tx.put({ ...stored, doc, prevBuckets: stored.buckets, lookups: {}, at: desk.now })
    })
    await desk.store.sequence()
  }

  test('what hangs on a ticket and was stored before a field existed moves along with it', async () => {
    const task = { ticketId: 'ticket-1', kind: 'task', title: 'Swap the dock', state: 'open' }
    await desk.create('items', 'task-1', task)
    await desk.store.transact(async (tx) => {
      const stored = await tx.lock('items', 'task-1')
      if (!stored) throw new Error('there is no task')
      const { approverIds: _new, delegations: _newer, ...older } = stored.doc
      const doc = { ...older, rev: stored.doc.rev + 1 } as Doc
      const found = { parent: ['tickets:ticket-1'] }
      await tx.put({ ...stored, doc, prevBuckets: stored.buckets, lookups: found, at: desk.now })
    })
    const seen = (await desk.stored('tickets', 'ticket-1')) as Doc
    expect(await desk.send(ann, change('tickets', seen, { siteId: 'paris' }))).toMatchObject({
      status: 'accepted',
    })
    expect(await desk.stored('items', 'task-1')).toMatchObject({ scope: ['org:acme', 'site:paris'] })
  })

  test('a field this version does not know survives a pull, an edit and a push', async () => {
    const mood = { today: 'calm', since: [1, 2] }
    await leave((doc) => ({ ...doc, mood }))
    const replica = await start(device)
    await atRest(replica)
    expect(await replica.get('tickets', 'ticket-1')).toMatchObject({ mood })
    await replica.write([aChange('ticket-1', { title: 'By an older console' })])
    expect(await replica.get('tickets', 'ticket-1')).toMatchObject({ mood, title: 'By an older console' })
    await atRest(replica)
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ mood, title: 'By an older console' })
    await stop(replica)
    const again = await start(device)
    await atRest(again)
    expect(await again.get('tickets', 'ticket-1')).toMatchObject({ mood, title: 'By an older console' })
  })

  test('a document that was stored before a field existed is served with its default', async () => {
    await leave(({ workaround: _new, ...doc }) => doc as Doc)
    const replica = await start(device)
    await atRest(replica)
    expect(await replica.get('tickets', 'ticket-1')).toMatchObject({ workaround: '', title: 'No network' })
  })

  test('when a schema rises, everything is served again, and what waits on the device is kept', async () => {
    const first = await start(device)
    await atRest(first)
    await stop(first)
    await pretendOlderSchema()
    const before = pulls.length
    const replica = await start(device)
    await replica.write([aChange('ticket-1', { title: 'Written meanwhile' })])
    await atRest(replica)
    expect(decodeCursor(pulls[before] ?? '')?.schema).toBe('older')
    const served = await desk.replica(ann)
    for (const name of ['tickets', 'messages', 'notices'] as const) {
      const held = await firstValueFrom(replica.find(name, { selector: {} }))
      const wanted = [...served.docs].filter(([key]) => key.startsWith(`${name}/`)).map(([, doc]) => doc)
      expect(held.map(({ id, rev }) => `${id} ${rev}`).sort()).toEqual(
        wanted.map(({ id, rev }) => `${id} ${rev}`).sort(),
      )
    }
    const shown = replica.doc('tickets', 'ticket-1').pipe(
      filter((ticket) => ticket?.title === 'Written meanwhile'),
      timeout(5000),
    )
    expect(await firstValueFrom(shown)).toBeDefined()
    expect(await desk.stored('tickets', 'ticket-1')).toMatchObject({ title: 'Written meanwhile' })
  })

  /** Puts a cursor on the device's disk as an earlier version of the server gave it. */
  async function pretendOlderSchema(): Promise<void> {
    const { name } =
      (await device.disk.indexedDB.databases()).find(({ name: each }) => each?.endsWith('-outbox')) ?? {}
    const outbox = await openOutbox(name ?? localNames('', '').outbox, device.disk)
    const state = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
    const cursor = decodeCursor(state.cursor)
    if (!cursor) throw new Error('there is no cursor')
    await writeMeta(outbox.database, META.pull, {
      ...state,
      cursor: encodeCursor({ ...cursor, schema: 'older' }),
    })
    outbox.close()
  }
})
