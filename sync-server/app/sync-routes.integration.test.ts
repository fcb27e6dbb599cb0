import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { PUSH_LIMIT, type ErrorBody, type PullResponse } from '#shared/protocol/wire.ts'
import {
  aCreation,
  administratorEnvironment,
  createApiClient,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { decodeCursor, encodeCursor } from '../sync/cursor.ts'
import { openLive } from '#tests/support/live-client.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

let server: ServerProcess
let client: ApiClient
let orgId: string

async function start(env: Record<string, string> = {}): Promise<void> {
  server = await startServer({ ...administratorEnvironment, ...env })
  const signedIn = await signIn(server.url)
  client = signedIn.client
  orgId = signedIn.session.person.orgId
}

const aTicket = (patch: Record<string, unknown> = {}) =>
  aCreation('tickets', randomUUID(), { title: 'The printer is on fire', orgId, label: 'NEW-7F3K', ...patch })

/** Everything the actor may see, page by page. */
async function pullAll(from: ApiClient, limit = 500): Promise<PullResponse['changes']> {
  const changes: PullResponse['changes'] = []
  for (let cursor = ''; ;) {
    const query = `limit=${limit}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page = await from.get<PullResponse>(`/sync/pull?${query}`)
    if (page.status !== 200) throw new Error(page.text)
    changes.push(...page.body.changes)
    if (!page.body.more) return changes
    cursor = page.body.cursor
  }
}

describe('push and pull on the embedded store', () => {
  beforeAll(() => start())
  afterAll(() => server.stop())

  test('what one console pushes, another pulls after a poke', async () => {
    const { client: other } = await signIn(server.url)
    const live = await openLive(other)
    const before = await live.poke()
    const ticket = aTicket()
    const pushed = await client.push([ticket])
    expect(pushed.body.answers).toMatchObject([{ id: ticket.id, status: 'accepted', rev: 1 }])
    expect(await live.poke()).toBeGreaterThan(before)
    const seen = (await pullAll(other)).find((change) => 'doc' in change && change.doc['id'] === ticket.docId)
    expect(seen).toMatchObject({ collection: 'tickets', doc: { title: 'The printer is on fire', rev: 1 } })
    live.close()
  })

  test('a malformed push is refused as a whole, says where, and writes nothing', async () => {
    const good = aTicket()
    const { at: _at, ...bad } = aTicket()
    const answer = await client.post<ErrorBody>('/sync/push', { mutations: [good, { ...bad, baseRev: -1 }] })
    expect(answer.status).toBe(400)
    expect(answer.body.error.code).toBe('invalid-request')
    expect(answer.body.error.details?.join('\n')).toMatch(/body\/mutations\/1/)
    expect(answer.text).not.toContain('printer')
    const docs = (await pullAll(client)).map((change) => ('doc' in change ? change.doc['id'] : ''))
    expect(docs).not.toContain(good.docId)
  })

  test('broken JSON, another media type and an empty body each have their answer', async () => {
    const send = async (body: string, type: string) => {
      const init = { body, headers: { 'content-type': type } }
      const answer = await client.request<ErrorBody>('POST', '/sync/push', init)
      return [answer.status, answer.body.error.code]
    }
    expect(await send('{"mutations":[', 'application/json')).toEqual([400, 'invalid-json'])
    expect(await send('mutations', 'application/x-yaml')).toEqual([415, 'media-type'])
    expect(await send('', 'application/json')).toEqual([400, 'invalid-json'])
    expect(await send('{"mutations":[]}', 'application/json')).toEqual([400, 'invalid-request'])
    expect(await send('{"__proto__":{"x":1},"mutations":[]}', 'application/json')).toEqual([
      400,
      'invalid-json',
    ])
  })

  test('a push of a hundred mutations is taken, of one more is not', async () => {
    const mutations = Array.from({ length: PUSH_LIMIT + 1 }, () => aTicket())
    const tooMany = await client.push(mutations)
    expect([tooMany.status, (tooMany.body as unknown as ErrorBody).error.code]).toEqual([
      400,
      'invalid-request',
    ])
    const fits = await client.push(mutations.slice(1))
    expect(fits.status).toBe(200)
    expect(fits.body.answers).toHaveLength(PUSH_LIMIT)
    expect(fits.body.answers.every(({ status }) => status === 'accepted')).toBe(true)
  })

  test('hostile HTML of a console reaches nobody: the sender gets back what was kept', async () => {
    const { client: other } = await signIn(server.url)
    const ticket = aTicket()
    const hostile =
      '<p onclick="steal()"><b>Done</b> <a href="javascript:steal()">here</a><img src=x onerror=steal()></p>' +
      '<iframe src="https://evil.example"></iframe><script>steal()</script>'
    const note = aCreation('messages', randomUUID(), {
      ticketId: ticket.docId,
      kind: 'note',
      visibility: 'public',
      authorId: (await signIn(server.url)).session.person.id,
      text: 'Done here',
      html: hostile,
    })
    const kept = '<p><b>Done</b> <a>here</a></p>'
    const pushed = await client.push([ticket, note])
    expect(pushed.body.answers).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted', doc: { text: 'Done here', html: kept } },
    ])
    const seen = (await pullAll(other)).find((change) => 'doc' in change && change.doc['id'] === note.docId)
    expect(seen).toMatchObject({ doc: { text: 'Done here', html: kept } })
  })

  test('a push over two megabytes is refused before it is read', async () => {
    const huge = aTicket({ resolution: 'x'.repeat(2_200_000) })
    const answer = await client.push([huge])
    expect([answer.status, (answer.body as unknown as ErrorBody).error.code]).toEqual([413, 'body-too-large'])
  })

  test('a console newer than the server keeps its outbox', async () => {
    const answer = await client.push([{ ...aTicket(), schema: 9 }])
    expect([answer.status, (answer.body as unknown as ErrorBody).error.code]).toEqual([409, 'schema-too-new'])
  })

  test('a device that knows another history of the server pulls before it pushes', async () => {
    const page = await client.get<PullResponse>('/sync/pull?limit=1')
    const known = decodeCursor(page.body.cursor)
    if (!known) throw new Error('the cursor cannot be read')
    const push = (cursor: string) => client.post<ErrorBody>('/sync/push', { mutations: [aTicket()], cursor })
    const refused = await push(encodeCursor({ ...known, epoch: 'before-the-restore' }))
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'history-changed' } } })
    expect(await push(page.body.cursor)).toMatchObject({ status: 200 })
  })

  test('nobody gives themselves roles or another author', async () => {
    const forged = aCreation('people', randomUUID(), {
      name: 'Ghost',
      emails: ['ghost@desk.example'],
      orgId: 'elsewhere',
      roles: [{ role: 'administrator', at: 'org:elsewhere' }],
    })
    const answer = await client.push([forged])
    expect(answer.body.answers[0]).toMatchObject({ status: 'rejected', refusal: { code: 'not-allowed' } })
    const asOther = { ...aTicket(), actor: { personId: 'system', system: true } }
    const refused = await client.post<ErrorBody>('/sync/push', { mutations: [asOther] })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid-request'])
    const token = createApiClient(server.url, `server~${'A'.repeat(43)}`)
    expect((await token.push([aTicket()])).status).toBe(401)
  })

  test('pages have a limit, and only cursors of this server', async () => {
    const ask = async (query: string) => {
      const answer = await client.get<ErrorBody>(`/sync/pull?${query}`)
      return [answer.status, answer.body.error?.code]
    }
    expect(await ask('limit=1001')).toEqual([400, 'invalid-request'])
    expect(await ask('limit=0')).toEqual([400, 'invalid-request'])
    expect(await ask('limit=ten')).toEqual([400, 'invalid-request'])
    expect(await ask('bogus=1')).toEqual([400, 'invalid-request'])
    expect(await ask(`cursor=${'x'.repeat(8001)}`)).toEqual([400, 'invalid-request'])
    expect(await ask('cursor=nonsense')).toEqual([400, 'cursor-invalid'])
    expect(await ask('limit=1000')).toEqual([200, undefined])
  })

  test('large pages travel compressed', async () => {
    const answer = await client.request('GET', '/sync/pull', { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
  })

  test('the live connection is an event stream that nobody caches or buffers', async () => {
    const live = await openLive(client)
    expect(live.response.headers.get('content-type')).toContain('text/event-stream')
    expect(live.response.headers.get('cache-control')).toBe('no-store')
    expect(live.response.headers.get('x-accel-buffering')).toBe('no')
    live.close()
  })
})

describe('on PostgreSQL', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase(inject('postgresUrl'))
    await start({ DATABASE_URL: database.url })
  })
  afterAll(async () => {
    await server.stop()
    await database.drop()
  })

  test('the same server pushes, pokes, pulls and tells that it is ready', async () => {
    const { client: other } = await signIn(server.url)
    const live = await openLive(other)
    const before = await live.poke()
    const ticket = aTicket()
    expect((await client.push([ticket])).body.answers[0]).toMatchObject({ status: 'accepted' })
    expect(await live.poke()).toBeGreaterThan(before)
    const ids = (await pullAll(other, 3)).map((change) => ('doc' in change ? change.doc['id'] : ''))
    expect(ids).toContain(ticket.docId)
    expect((await client.get('/readyz')).body).toMatchObject({ status: 'ready' })
    live.close()
  })

  test('a second process with the same database and data knows the same people and pokes too', async () => {
    const second = await startServer({ DATABASE_URL: database.url, DATA_DIR: server.dataDir })
    try {
      const live = await openLive(createApiClient(second.url, client.token))
      const before = await live.poke()
      await client.push([aTicket()])
      expect(await live.poke()).toBeGreaterThan(before)
      live.close()
    } finally {
      await second.stop()
    }
  })
})
