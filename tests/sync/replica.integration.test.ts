import { randomUUID } from 'node:crypto'
import { filter, firstValueFrom, timeout } from 'rxjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Replica } from '#renderer/replica/replica.ts'
import { httpTransport } from '#renderer/replica/http-transport.ts'
import { aChange, aMessage, aTicket, programs } from '#renderer/replica/testing/cases.ts'
import { aDevice, atRest, statusWhere, type Device } from '#renderer/replica/testing/device.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { PullResponse } from '#shared/protocol/wire.ts'
import { administratorEnvironment, addColleague, signIn, type ApiClient } from '#tests/support/api-client.ts'
import { startFaultProxy, type FaultProxy } from '#tests/support/fault-proxy.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

let server: ServerProcess
let cable: FaultProxy
let orgId: string
let administrator: ApiClient

const colleague = { email: 'bea@desk.example', password: 'a long enough password' } as const

beforeAll(async () => {
  server = await startServer(administratorEnvironment)
  const signedIn = await signIn(server.url)
  administrator = signedIn.client
  orgId = signedIn.session.person.orgId
  await addColleague(administrator, orgId, { ...colleague, role: 'agent', at: `org:${orgId}` })
})
afterAll(() => server.stop())

const { start, stop, stopAll } = programs()
beforeEach(async () => {
  cable = await startFaultProxy({ port: server.port })
})
afterEach(async () => {
  await stopAll()
  await cable.stop()
})

/** A laptop somebody signed in on; it reaches the server through the cable. */
async function laptopOf(who?: typeof colleague): Promise<Device & { personId: string; client: ApiClient }> {
  const { client, session } = await signIn(server.url, who)
  const transport = httpTransport({ baseUrl: cable.url, token: () => client.token })
  return { ...aDevice({ transport: () => transport }), personId: session.person.id, client }
}

const shown = (replica: Replica, id: string, holds: (ticket: Doc) => boolean) =>
  firstValueFrom(
    replica.doc('tickets', id).pipe(
      filter((ticket) => ticket !== undefined && holds(ticket as unknown as Doc)),
      timeout(10_000),
    ),
  )

/** What the server would serve this person from the beginning, of one collection. */
async function servedTo(
  client: ApiClient,
  collection: string,
): Promise<Map<string, Record<string, unknown>>> {
  const docs = new Map<string, Record<string, unknown>>()
  for (let cursor = ''; ;) {
    const query = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const { body } = await client.get<PullResponse>(`/sync/pull${query}`)
    for (const change of body.changes) {
      if (change.collection !== collection) continue
      if ('gone' in change) docs.delete(change.id)
      else docs.set(String(change.doc['id']), change.doc)
    }
    if (!body.more) return docs
    cursor = body.cursor
  }
}

describe('two consoles and the real server', () => {
  test('a ticket opened on one appears on the other, with the number the server gave', async () => {
    const [ann, bea] = [await start(await laptopOf()), await start(await laptopOf(colleague))]
    await Promise.all([atRest(ann), atRest(bea)])
    const id = randomUUID()
    await ann.write([aTicket(id, { orgId })])
    expect(await shown(bea, id, () => true)).toMatchObject({ title: 'Printer jams' })
    await shown(ann, id, (ticket) => Number(ticket['number']) > 0)
  })

  test('what both changed offline is merged field by field, and the losing value becomes a notice', async () => {
    const [annsLaptop, beasLaptop] = [await laptopOf(), await laptopOf(colleague)]
    const [ann, bea] = [await start(annsLaptop), await start(beasLaptop)]
    const id = randomUUID()
    await ann.write([aTicket(id, { orgId })])
    await shown(bea, id, () => true)
    cable.cut()
    await Promise.all([statusWhere(ann, isOffline), statusWhere(bea, isOffline)])
    await ann.write([aChange(id, { title: 'By Ann', priority: 'urgent' })])
    await bea.write([aChange(id, { title: 'By Bea', categoryId: 'network' })])
    cable.heal()
    ann.syncNow()
    await statusWhere(ann, ({ waiting, phase }) => waiting === 0 && phase === 'synced')
    bea.syncNow()
    await statusWhere(bea, ({ waiting, needsYou }) => waiting === 0 && needsYou === 1)
    const merged = { title: 'By Ann', priority: 'urgent', categoryId: 'network' }
    await shown(ann, id, (ticket) => ticket['categoryId'] === 'network')
    expect(await ann.get('tickets', id)).toMatchObject(merged)
    expect(await bea.get('tickets', id)).toMatchObject(merged)
    const [notice] = await firstValueFrom(bea.find('notices', { selector: { state: 'open' } }))
    expect(notice).toMatchObject({
      kind: 'conflict',
      collection: 'tickets',
      field: 'title',
      yours: 'By Bea',
      theirs: 'By Ann',
    })
  })

  test('what the server rejects goes back, and is kept as a notice', async () => {
    const ann = await start(await laptopOf())
    const id = randomUUID()
    await ann.write([aTicket(id, { orgId })])
    await atRest(ann)
    await ann.write([aChange(id, { title: '   ' })])
    await statusWhere(ann, ({ waiting, needsYou }) => waiting === 0 && needsYou > 0)
    expect(await ann.get('tickets', id)).toMatchObject({ title: 'Printer jams' })
  })

  test('a server killed in the middle loses nothing that was saved', async () => {
    const device = await laptopOf(colleague)
    const bea = await start(device)
    await atRest(bea)
    const ids = Array.from({ length: 60 }, (): string => randomUUID())
    const writing = (async () => {
      for (const id of ids)
        await bea.write([aTicket(id, { orgId }), aMessage(randomUUID(), id, { authorId: device.personId })])
    })()
    await shown(bea, ids[10] ?? '', (ticket) => ticket['rev'] !== 0)
    await server.kill()
    await writing
    await stop(bea)
    await server.restart()
    const again = await start(device)
    await statusWhere(again, ({ waiting, phase }) => waiting === 0 && phase === 'synced')
    const tickets = await servedTo(device.client, 'tickets')
    expect(ids.filter((id) => !tickets.has(id))).toEqual([])
    const numbers = [...tickets.values()].map((ticket) => ticket['number'])
    expect(new Set(numbers).size).toBe(numbers.length)
    const said = [...(await servedTo(device.client, 'messages')).values()].filter((message) =>
      ids.includes(String(message['ticketId'])),
    )
    expect(said).toHaveLength(60)
  })

  test('at rest, a replica holds what the server would serve it, no more and no less', async () => {
    const device = await laptopOf()
    const ann = await start(device)
    await atRest(ann)
    for (const collection of ['tickets', 'messages', 'notices'] as const) {
      const held = await firstValueFrom(ann.find(collection, { selector: {} }))
      const served = await servedTo(device.client, collection)
      expect(held.map((doc) => `${doc.id} ${doc.rev}`).sort()).toEqual(
        [...served.values()].map((doc) => `${String(doc['id'])} ${String(doc['rev'])}`).sort(),
      )
    }
  })

  test('a file chosen offline goes up before the note that names it, in pieces, and the other console opens it', async () => {
    const device = await laptopOf()
    const [ann, bea] = [await start(device), await start(await laptopOf(colleague))]
    await Promise.all([atRest(ann), atRest(bea)])
    cable.cut()
    const bytes = new Uint8Array(9_000_000).map((_, at) => at % 251)
    const kept = await ann.files.putFile(new File([bytes], 'dump.bin'))
    if (!kept.ok) throw new Error(kept.refusal.code)
    const ticketId = randomUUID()
    const noteId = randomUUID()
    const note = { authorId: device.personId, attachments: [kept.value] }
    await ann.write([aTicket(ticketId, { orgId }), aMessage(noteId, ticketId, note)])
    cable.heal()
    ann.syncNow()
    await firstValueFrom(
      bea.doc('messages', noteId).pipe(
        filter((message) => message !== undefined),
        timeout(15_000),
      ),
    )
    const opened = await bea.files.openFile(kept.value.sha256)
    expect(new Uint8Array((await opened?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
  })

  test('a token that is good no more keeps everything and says so', async () => {
    const { client } = await signIn(server.url)
    const transport = httpTransport({ baseUrl: server.url, token: () => client.token })
    const ann = await start(aDevice({ transport: () => transport }))
    await atRest(ann)
    await client.post('/api/sign-out')
    await ann.write([aTicket(randomUUID(), { orgId })])
    expect(await statusWhere(ann, ({ phase }) => phase === 'signed-out')).toMatchObject({ waiting: 1 })
  })
})

const isOffline = ({ phase }: { readonly phase: string }) => phase === 'offline'
