import { filter, firstValueFrom, timeout } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OutboxDatabase } from '#renderer/replica/outbox.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import { aChange, offline, programs } from '#renderer/replica/testing/cases.ts'
import { aDevice, atRest, exchanged, type Device } from '#renderer/replica/testing/device.ts'
import type { Transport } from '#renderer/replica/transport.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { aReply, ann, aTicket, luc, newPlace, openDesk, pia, type Desk, type Place } from './desk.ts'

const { start, stop, stopAll } = programs()

/** The roads of a real console to a real server, with the person's roles in the hands of the test. */
describe('a device whose person gains and loses', () => {
  let place: Place
  let desk: Desk
  let device: Device
  let actor: Actor
  /** Pulls that are still answered; every later one fails. */
  let pulls: number

  beforeEach(async () => {
    place = await newPlace('sqlite', '')
    desk = await openDesk(place)
    for (const siteId of ['lyon', 'paris'] as const) {
      for (let index = 0; index < 6; index++) {
        const id = `${siteId}-${index}`
        await desk.create('tickets', id, aTicket({ siteId, title: `secret of ${siteId}` }))
        await desk.create('messages', `said-on-${id}`, aReply(id, ann, { text: `secret word of ${siteId}` }))
      }
    }
    actor = both
    pulls = Infinity
    device = aDevice({ transport: () => directly() }, 'luc-laptop')
  })
  afterEach(async () => {
    await stopAll()
    await desk.close()
    await place.destroy()
  })

  const both: Actor = { ...luc, roles: [...luc.roles, ...pia.roles] }
  const noLine = { ok: false, failure: offline } as const

  function directly(): Transport {
    const crossed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
    return {
      push: async (mutations) => {
        if (pulls <= 0) return noLine
        const answers = await desk.sync.push(actor, crossed(mutations))
        return { ok: true, value: crossed({ answers: [...answers], now: desk.now }) }
      },
      pull: async (cursor, _limit, _signal, months) => {
        if (pulls-- <= 0) return noLine
        const page = await desk.sync.pull(actor, cursor === '' ? undefined : cursor, 5, months)
        if (!page.ok) throw new Error(page.refusal.code)
        return { ok: true, value: crossed(page.value) }
      },
      live: async (listener, signal) => {
        listener.onOpen()
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        return { ok: true, value: undefined }
      },
      uploaded: () => Promise.resolve(noLine),
      upload: () => Promise.resolve(noLine),
      download: () => Promise.resolve(noLine),
    }
  }

  async function held(replica: Replica, name: 'tickets' | 'messages'): Promise<string[]> {
    const docs = await firstValueFrom(replica.find(name, { selector: {} }))
    return docs.map(({ id }) => id).sort()
  }

  async function expectSame(replica: Replica): Promise<void> {
    const served = await desk.replica(actor)
    for (const name of ['tickets', 'messages'] as const) {
      const wanted = [...served.docs.keys()].flatMap((key) =>
        key.startsWith(`${name}/`) ? [key.slice(name.length + 1)] : [],
      )
      expect(await held(replica, name)).toEqual(wanted.sort())
    }
  }

  async function rawLog(): Promise<string> {
    const found = await device.disk.indexedDB.databases()
    const database = new OutboxDatabase(
      found.find(({ name }) => name?.endsWith('-outbox'))?.name ?? '',
      device.disk,
    )
    await database.open()
    const tables = await Promise.all(database.tables.map((table) => table.toArray()))
    database.close()
    return JSON.stringify(tables)
  }

  test('keeps what was written on a ticket that is lost as a rejection with its text, and nothing else of it', async () => {
    const replica = await start(device)
    await atRest(replica)
    await replica.write([aChange('paris-0', { title: 'My own words' })])
    await atRest(replica)
    pulls = 0
    await replica.write([aChange('paris-1', { resolution: 'What I found' })])
    actor = luc
    pulls = Infinity
    await exchanged(replica)
    await expectSame(replica)
    const notices = await firstValueFrom(replica.find('notices', { selector: {} }))
    expect(notices.map(({ kind, yours }) => [kind, JSON.stringify(yours)])).toEqual([
      ['rejection', expect.stringContaining('What I found')],
    ])
    expect(await rawLog()).not.toContain('of paris')
    expect(await rawLog()).toContain('My own words')
  })

  test('goes on with a fill, and with a loss, where it was when it went off', async () => {
    actor = luc
    const first = await start(device)
    await atRest(first)
    actor = both
    pulls = 2
    first.syncNow()
    await firstValueFrom(
      first.count('tickets', { selector: { siteId: 'paris' } }).pipe(filter((count) => count > 0)),
    )
    await stop(first)
    pulls = Infinity
    const second = await start(device)
    await exchanged(second)
    await expectSame(second)
    actor = luc
    second.syncNow()
    await stop(second)
    const third = await start(device)
    await exchanged(third)
    await expectSame(third)
  })

  test('holds older tickets when they are asked for, and still after a start', async () => {
    for (const year of [2022, 2023]) {
      const at = `${year}-06-15T10:00:00.000Z`
      const closed = { status: 'closed', createdAt: at, resolvedAt: at, closedAt: at, updatedAt: at }
      await desk.create('tickets', `of-${year}`, aTicket({ siteId: 'lyon', ...closed }))
      await desk.create(
        'messages',
        `said-${year}`,
        aReply(`of-${year}`, ann, { at, kind: 'note', visibility: 'private' }),
      )
    }
    desk.now = '2025-01-10T12:00:00.000Z'
    const replica = await start(device)
    await exchanged(replica)
    expect(await firstValueFrom(replica.older.held)).toEqual({ since: '2024-01', loading: undefined })
    expect(await held(replica, 'tickets')).not.toContain('of-2023')
    const isThere = (since: string) =>
      firstValueFrom(
        replica.older.held.pipe(
          filter((each) => each.since <= since && each.loading === undefined),
          timeout(20_000),
        ),
      )
    pulls = 0
    await replica.older.load()
    const waiting = await firstValueFrom(
      replica.older.held.pipe(filter(({ loading }) => loading !== undefined)),
    )
    expect(waiting).toEqual({ since: '2024-01', loading: 0 })
    pulls = Infinity
    replica.syncNow()
    const { since } = await isThere('2023-12')
    expect(await held(replica, 'tickets')).toContain('of-2023')
    expect(await held(replica, 'messages')).toContain('said-2023')
    expect(await held(replica, 'tickets')).not.toContain('of-2022')
    await stop(replica)
    const again = await start(device)
    await exchanged(again)
    expect(await firstValueFrom(again.older.held)).toEqual({ since, loading: undefined })
    expect(await held(again, 'tickets')).toContain('of-2023')
  })
})
