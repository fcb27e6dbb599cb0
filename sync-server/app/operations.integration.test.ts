import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  administratorEnvironment,
  createApiClient,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { startProcess } from '#tests/support/child-process.ts'
import { openLive } from '#tests/support/live-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

interface OpenApi {
  readonly openapi: string
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, unknown> }>>
}

describe('a running server', () => {
  let server: ServerProcess
  let nobody: ApiClient
  beforeAll(async () => {
    server = await startServer({ ...administratorEnvironment, PUBLIC_URL: 'https://desk.example' })
    nobody = createApiClient(server.url)
  })
  afterAll(() => server.stop())

  test('sends its security headers with every answer, errors too', async () => {
    for (const path of ['/console/', '/portal/', '/api/desk', '/api/nothing', '/healthz']) {
      const { headers } = await nobody.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("script-src 'self';")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(policy, path).toContain("require-trusted-types-for 'script'")
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
      expect(headers.get('strict-transport-security'), path).toContain('max-age=31536000')
      expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers.get('server'), path).toBeNull()
    }
  })

  test('answers unknown addresses of the API as JSON', async () => {
    for (const path of ['/api/nothing', '/sync/nothing', '/api/sign-in']) {
      const answer = await nobody.get(path)
      expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'not-found' } }])
    }
  })

  test('answers a malformed address in the same form', async () => {
    const answer = await nobody.get('/api/%zz')
    expect([answer.status, answer.body]).toMatchObject([400, { error: { code: 'invalid-request' } }])
  })

  test('leads the bare address to the portal', async () => {
    const answer = await nobody.get('/')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/portal/'])
  })

  test('describes every route it has', async () => {
    const { body } = await nobody.get<OpenApi>('/api/docs/json')
    expect(body.openapi).toBe('3.1.0')
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /api/sign-in',
        'POST /api/sign-out',
        'GET /api/session',
        'POST /api/password',
        'PUT /api/people/{id}/password',
        'GET /api/devices',
        'DELETE /api/devices/{id}',
        'GET /api/first-run',
        'POST /api/first-run',
        'GET /api/desk',
        'POST /sync/push',
        'GET /sync/pull',
        'GET /sync/live',
        'PUT /api/blobs/{sha256}',
        'GET /api/blobs/{sha256}',
        'GET /healthz',
        'GET /readyz',
        'GET /metrics',
      ]),
    )
    const described = Object.values(body.paths).flatMap((methods) => Object.values(methods))
    expect(described.every(({ responses }) => Object.keys(responses).length > 0)).toBe(true)
    expect(JSON.stringify(body)).not.toContain('"~')
    expect((await nobody.get('/api/docs/')).text).toContain('swagger')
  })

  test('counts without naming anybody', async () => {
    const { client, session } = await signIn(server.url)
    const live = await openLive(client)
    await client.get('/api/session')
    const { text, headers } = await nobody.get('/metrics')
    expect(headers.get('content-type')).toContain('text/plain')
    expect(text).toMatch(
      /satchel_http_requests_total\{method="GET",route="\/api\/session",status="200"\} \d+/,
    )
    expect(text).toMatch(/satchel_live_connections 1/)
    expect(text).toMatch(/satchel_sync_head [1-9]/)
    expect(text).toMatch(/nodejs_eventloop_lag_seconds/)
    for (const word of [session.person.id, session.deviceId, 'admin@', session.person.orgId]) {
      expect(text).not.toContain(word)
    }
    live.close()
  })

  test('lets the desktop program in from its own origin, private network and all, and nobody else', async () => {
    const preflight = (origin: string) =>
      nobody.request('OPTIONS', '/sync/push', {
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
          'access-control-request-private-network': 'true',
        },
      })
    const own = await preflight('app://bundle')
    expect(own.status).toBe(204)
    expect(own.headers.get('access-control-allow-origin')).toBe('app://bundle')
    expect(own.headers.get('access-control-allow-private-network')).toBe('true')
    expect(own.headers.get('access-control-allow-credentials')).toBeNull()
    const foreign = await preflight('https://evil.example')
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect(foreign.headers.get('access-control-allow-private-network')).toBeNull()
    const { client } = await signIn(server.url)
    const headers = { authorization: `Bearer ${client.token}`, origin: 'app://bundle' }
    const live = await fetch(`${server.url}/sync/live`, { headers })
    expect(live.headers.get('access-control-allow-origin')).toBe('app://bundle')
    await live.body?.cancel()
  })

  test('keeps its secret key to itself', async () => {
    const { mode } = await stat(join(server.dataDir, 'secret.key'))
    expect(mode & 0o777).toBe(0o600)
  })
})

describe('limits', () => {
  test('hold back an address that asks too often', async () => {
    const server = await startServer({
      ...administratorEnvironment,
      RATE_LIMIT: '20',
      SIGN_IN_RATE_LIMIT: '3',
    })
    try {
      const nobody = createApiClient(server.url)
      const body = { email: 'x@y.example', password: 'z', device: { name: 'x' } }
      const statuses: number[] = []
      for (let attempt = 1; attempt <= 4; attempt += 1)
        statuses.push((await nobody.post('/api/sign-in', body)).status)
      expect(statuses).toEqual([401, 401, 401, 429])
      const answers = await Promise.all(Array.from({ length: 25 }, () => nobody.get('/api/desk')))
      const limited = answers.find(({ status }) => status === 429)
      expect(limited?.body).toMatchObject({ error: { code: 'too-many-requests' } })
      expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await nobody.get('/healthz')).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})

describe('addresses behind a proxy', () => {
  const tryAs = (url: string, address: string) =>
    createApiClient(url).request('POST', '/api/sign-in', {
      body: JSON.stringify({ email: `${address}@y.example`, password: 'z', device: { name: 'x' } }),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    })

  test('count one by one when the proxy is trusted, and as the one they come from when not', async () => {
    const env = { ...administratorEnvironment, SIGN_IN_RATE_LIMIT: '1' }
    const trusting = await startServer({ ...env, TRUST_PROXY: 'loopback' })
    const careful = await startServer(env)
    try {
      expect((await tryAs(trusting.url, '203.0.113.1')).status).toBe(401)
      expect((await tryAs(trusting.url, '203.0.113.2')).status).toBe(401)
      expect((await tryAs(trusting.url, '203.0.113.1')).status).toBe(429)
      expect((await tryAs(careful.url, '203.0.113.1')).status).toBe(401)
      expect((await tryAs(careful.url, '203.0.113.2')).status).toBe(429)
    } finally {
      await Promise.all([trusting.stop(), careful.stop()])
    }
  })
})

describe('metrics with a token', () => {
  test('are for whoever has it', async () => {
    const server = await startServer({ METRICS_TOKEN: 'scraper-secret' })
    try {
      expect((await createApiClient(server.url).get('/metrics')).status).toBe(401)
      expect((await createApiClient(server.url, 'scraper-secret').get('/metrics')).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})

describe('stopping', () => {
  test('ends live and unused connections and the process soon and cleanly', async () => {
    const server = await startServer(administratorEnvironment)
    const { client } = await signIn(server.url)
    const live = await Promise.all([1, 2, 3].map(() => openLive(client)))
    const unused = connect(server.port, '127.0.0.1')
    await once(unused, 'connect')
    const start = performance.now()
    const status = await server.kill('SIGTERM')
    expect(status).toEqual({ code: 0, signal: null })
    expect(performance.now() - start).toBeLessThan(5000)
    await Promise.all(live.map(({ ended }) => ended))
    expect(server.output()).toContain('"stopped"')
    await server.stop()
  })
})

describe('a wrong configuration', () => {
  test('ends the start with one line for each problem and no secret', async () => {
    const env = {
      ...process.env,
      PORT: 'eighty',
      SESSION_DAYS: '0',
      SECRET_KEY: 'too-short-a-secret',
      DATABASE_URL: 'sqlite://user:pa55word@x',
    }
    const child = await startProcess(process.execPath, ['sync-server/main.ts'], { cwd: process.cwd(), env })
    const status = await child.exited
    expect(status.code).toBe(78)
    const output = child.output()
    expect(output.trim().split('\n')).toHaveLength(5)
    for (const name of ['PORT', 'SESSION_DAYS', 'SECRET_KEY', 'DATABASE_URL'])
      expect(output).toContain(`${name} must`)
    expect(output).not.toContain('too-short-a-secret')
    expect(output).not.toContain('pa55word')
  })

  test('says when the port is taken', async () => {
    const first = await startServer()
    const env = {
      ...process.env,
      PORT: String(first.port),
      DATA_DIR: `${first.dataDir}/second`,
      DATABASE_URL: '',
    }
    const child = await startProcess(process.execPath, ['sync-server/main.ts'], { cwd: process.cwd(), env })
    expect((await child.exited).code).toBe(69)
    expect(child.output()).toContain('EADDRINUSE')
    await first.stop()
  })
})
