import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlobAnswer } from '#shared/protocol/session.ts'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import {
  aCreation,
  addColleague,
  administratorEnvironment,
  createApiClient,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

let server: ServerProcess
let client: ApiClient
let orgId: string
let personId: string

beforeAll(async () => {
  server = await startServer({ ...administratorEnvironment, MAX_UPLOAD_MB: '2' })
  const signedIn = await signIn(server.url)
  client = signedIn.client
  orgId = signedIn.session.person.orgId
  personId = signedIn.session.person.id
})
afterAll(() => server.stop())

function aFile(size = 300_000): { bytes: Buffer; path: string; sha256: string } {
  const bytes = randomBytes(size)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, sha256, path: `/api/blobs/${sha256}` }
}

function put(path: string, bytes: Buffer, headers: Record<string, string> = {}, from = client) {
  const init = {
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream', ...headers },
  }
  return from.request<BlobAnswer & ErrorBody>('PUT', path, init)
}

async function offset(path: string, from = client): Promise<[status: number, offset: string | null]> {
  const { status, headers } = await from.request('HEAD', path)
  return [status, headers.get('upload-offset')]
}

/** Sends the first part of a body and then breaks the connection. */
async function sendAndCut(path: string, bytes: Buffer, sent: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${client.token}`,
    'content-type': 'application/octet-stream',
    'content-length': String(bytes.length),
  }
  const request = httpRequest(`${server.url}${path}`, { method: 'PUT', headers })
  request.write(bytes.subarray(0, sent))
  await expect.poll(() => offset(path)).toEqual([204, String(sent)])
  const closed = new Promise((resolve) => request.once('close', resolve))
  request.on('error', () => undefined).destroy()
  await closed
}

test('an upload that was cut goes on where it stopped', async () => {
  const { bytes, path } = aFile()
  expect(await offset(path)).toEqual([404, '0'])
  await sendAndCut(path, bytes, 120_000)
  const early = await put(path, bytes.subarray(200_000), { 'content-range': `bytes 200000-299999/300000` })
  expect([early.status, early.body.error.code, early.headers.get('upload-offset')]).toEqual([
    409,
    'upload-offset',
    '120000',
  ])
  const middle = { 'content-range': 'bytes 120000-199999/300000' }
  expect((await put(path, bytes.subarray(120_000, 200_000), middle)).body).toEqual({
    received: 200_000,
    complete: false,
  })
  const rest = await put(path, bytes.subarray(200_000), { 'content-range': 'bytes 200000-299999/300000' })
  expect([rest.status, rest.body]).toEqual([201, { received: 300_000, complete: true }])
  expect(await offset(path)).toEqual([200, '300000'])
  expect((await put(path, bytes)).status).toBe(200)
})

test('bytes that are not what the address says are refused and forgotten', async () => {
  const { path } = aFile()
  const answer = await put(path, aFile().bytes)
  expect([answer.status, answer.body.error.code]).toEqual([422, 'hash-mismatch'])
  expect(await offset(path)).toEqual([404, '0'])
})

test('what does not fit is refused before it is stored', async () => {
  const { bytes, path } = aFile()
  const code = async (data: Buffer, headers: Record<string, string>) => {
    const answer = await put(path, data, headers)
    return [answer.status, answer.body.error.code]
  }
  expect(await code(bytes, { 'content-range': 'bytes 0-299999/9000000' })).toEqual([413, 'upload-too-large'])
  expect(await code(bytes, { 'content-range': 'bytes 0-5/300000' })).toEqual([400, 'upload-range'])
  expect(await code(bytes, { 'content-range': 'bytes */300000' })).toEqual([400, 'upload-range'])
  expect((await put('/api/blobs/..%2F..%2Fsecret.key', bytes)).status).toBe(400)
  expect((await put('/api/blobs/ABCDEF', bytes)).status).toBe(400)
  expect(await offset(path)).toEqual([404, '0'])
})

test('an empty file is a file', async () => {
  const { path } = aFile(0)
  expect((await put(path, Buffer.alloc(0))).status).toBe(201)
})

test('a file is seen by whoever sees its message, and by nobody else', async () => {
  const account = { email: 'far@desk.example', password: 'a distant horse' }
  const site = aCreation('settings', randomUUID(), { kind: 'site', orgId, name: 'Far' })
  await client.push([site])
  await addColleague(client, orgId, { ...account, role: 'agent', at: `site:${site.docId}` })
  const { client: stranger } = await signIn(server.url, account)
  const { bytes, path, sha256 } = aFile()
  await put(path, bytes)
  expect((await stranger.get<ErrorBody>(path)).body.error.code).toBe('blob-not-found')

  const ticketId = randomUUID()
  const attachment = { sha256, name: 'été "1".png', size: bytes.length, type: 'image/png', contentId: '' }
  const pushed = await client.push([
    aCreation('tickets', ticketId, { title: 'Screen', orgId, label: 'NEW-2222' }),
    aCreation('messages', randomUUID(), {
      ticketId,
      kind: 'note',
      visibility: 'private',
      authorId: personId,
      text: 'see picture',
      attachments: [attachment],
      at: new Date().toISOString(),
    }),
  ])
  expect(pushed.body.answers.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  expect((await stranger.get(path)).status).toBe(404)
  expect(await offset(path, stranger)).toEqual([404, '0'])
  expect((await createApiClient(server.url).get(path)).status).toBe(401)

  const shown = await client.get(path)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('content-disposition')).toBe(
    `inline; filename="_t_ 1.png"; filename*=UTF-8''%C3%A9t%C3%A9%201.png`,
  )
  expect(shown.headers.get('content-security-policy')).toContain('sandbox')
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  const cached = await client.request('GET', path, { headers: { 'if-none-match': `"${sha256}"` } })
  expect(cached.status).toBe(304)
})

test('a part of a file can be read', async () => {
  const { bytes, path } = aFile()
  await put(path, bytes)
  const read = async (range: string) => {
    const headers = { authorization: `Bearer ${client.token}`, range }
    const response = await fetch(`${server.url}${path}`, { headers })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  expect(await read('bytes=10-19')).toEqual({ status: 206, bytes: bytes.subarray(10, 20) })
  expect(await read('bytes=-5')).toEqual({ status: 206, bytes: bytes.subarray(-5) })
  expect((await read('bytes=300000-')).status).toBe(416)
})

test('who sent a file may read it before its message arrives, as a download', async () => {
  const { bytes, path } = aFile(100)
  await put(path, bytes)
  const answer = await client.get(path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
})

test('the desktop program sends and resumes a file from its own origin', async () => {
  const { bytes, path } = aFile()
  const origin = 'app://bundle'
  const preflight = async (method: string) => {
    const { status, headers } = await createApiClient(server.url).request('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-range,content-type',
      },
    })
    const words = (name: string) => (headers.get(name) ?? '').toLowerCase().split(/,\s*/)
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect(words('access-control-allow-methods')).toContain(method.toLowerCase())
    expect(words('access-control-allow-headers')).toEqual(
      expect.arrayContaining(['authorization', 'content-range', 'content-type']),
    )
  }
  /** What a page of that origin can read of an answer. */
  const readable = async (method: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string> | undefined), origin }
    const answer = await client.request<BlobAnswer>(method, path, { ...init, headers })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase()
    expect(exposed.split(/,\s*/)).toEqual(expect.arrayContaining(['upload-offset', 'retry-after']))
    return [answer.status, answer.headers.get('upload-offset')]
  }
  const piece = (start: number, end: number) => ({
    body: new Uint8Array(bytes.subarray(start, end)),
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${start}-${end - 1}/${bytes.length}`,
    },
  })
  await preflight('PUT')
  await preflight('HEAD')
  expect(await readable('HEAD')).toEqual([404, '0'])
  expect(await readable('PUT', piece(0, 100_000))).toEqual([202, '100000'])
  expect(await readable('HEAD')).toEqual([204, '100000'])
  expect(await readable('PUT', piece(200_000, 300_000))).toEqual([409, '100000'])
  expect(await readable('PUT', piece(100_000, 300_000))).toEqual([201, '300000'])
  expect(await readable('HEAD')).toEqual([200, '300000'])
})

test('a foreign page may neither send nor read', async () => {
  const { path } = aFile()
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'PUT' }
  const preflight = await createApiClient(server.url).request('OPTIONS', path, { headers })
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})
