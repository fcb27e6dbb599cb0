import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceList, SessionAnswer } from '#shared/protocol/session.ts'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import {
  addColleague,
  ADMINISTRATOR,
  administratorEnvironment,
  createApiClient,
  signIn,
} from '#tests/support/api-client.ts'
import { openLive, type LiveClient } from '#tests/support/live-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { openStore } from '../store/open-store.ts'
import { hashToken } from './auth/tokens.ts'

const device = { name: 'Laptop' }

describe('a server with an administrator', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer(administratorEnvironment)
  })
  afterAll(() => server.stop())

  test('signs the administrator in, whatever the case of the address', async () => {
    const nobody = createApiClient(server.url)
    const email = ' ADMIN@desk.example'
    const answer = await nobody.post<SessionAnswer>('/api/sign-in', { ...ADMINISTRATOR, email, device })
    expect(answer.status).toBe(200)
    expect(answer.body.person.emails).toEqual([ADMINISTRATOR.email])
    expect(answer.body.scope).toContain(`org:${answer.body.person.orgId}`)
    const again = await createApiClient(server.url, answer.body.token).get<SessionAnswer>('/api/session')
    expect(again.body).toMatchObject({
      deviceId: answer.body.deviceId,
      person: { id: answer.body.person.id },
    })
    expect(again.body.token).toBeUndefined()
  })

  test('keeps the device its console had before, and no device of somebody else', async () => {
    const { client, session } = await signIn(server.url)
    const nobody = createApiClient(server.url)
    const same = { name: 'Laptop', id: session.deviceId }
    const again = await nobody.post<SessionAnswer>('/api/sign-in', { ...ADMINISTRATOR, device: same })
    expect(again.body.deviceId).toBe(session.deviceId)
    const colleague = { email: 'device@desk.example', password: 'another horse', role: 'agent' as const }
    const at = `org:${session.person.orgId}`
    await addColleague(client, session.person.orgId, { ...colleague, at })
    const theirs = await nobody.post<SessionAnswer>('/api/sign-in', {
      ...colleague,
      role: undefined,
      device: same,
    })
    expect(theirs.status).toBe(200)
    expect(theirs.body.deviceId).not.toBe(session.deviceId)
  })

  test('refuses a device that names itself the server, or anything but a UUID', async () => {
    const nobody = createApiClient(server.url)
    const signInAs = (id: string) =>
      nobody.post<SessionAnswer & ErrorBody>('/api/sign-in', { ...ADMINISTRATOR, device: { ...device, id } })
    for (const id of ['server', 'a/../b', '', 'SERVER', '0193C3A0-0000-7000-8000-000000000001']) {
      const refused = await signInAs(id)
      expect([refused.status, refused.body.error.code], id).toEqual([400, 'invalid-request'])
      expect(refused.body.error.details?.[0], id).toContain('body/device/id')
    }
    const own = randomUUID()
    expect((await signInAs(own)).body.deviceId).toBe(own)
  })

  test('gives the same answers, in the same order, for accounts that exist and that do not', async () => {
    const { client, session } = await signIn(server.url)
    const orgId = session.person.orgId
    const real = { email: 'locked@desk.example', password: 'one more horse', role: 'agent' as const }
    await addColleague(client, orgId, { ...real, at: `org:${orgId}` })
    const nobody = createApiClient(server.url)
    const tries = async (email: string) => {
      const answers: string[] = []
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        const body = { email, password: 'wrong', device }
        const answer = await nobody.post<ErrorBody>('/api/sign-in', body)
        answers.push(
          `${answer.status} ${answer.body.error.code} ${answer.headers.get('retry-after') !== null}`,
        )
      }
      return answers
    }
    const known = await tries(real.email)
    expect(known).toEqual([
      ...Array.from({ length: 4 }, () => '401 bad-credentials false'),
      '429 locked true',
      '429 locked true',
    ])
    expect(await tries('nobody@desk.example')).toEqual(known)
    const right = await nobody.post<ErrorBody>('/api/sign-in', {
      email: real.email,
      password: real.password,
      device,
    })
    expect(right.body.error).toMatchObject({
      code: 'locked',
      details: [expect.stringMatching(/^seconds: \d+$/)],
    })
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('does the work of a password for unknown accounts too', async () => {
    const nobody = createApiClient(server.url)
    const time = async (email: string): Promise<number> => {
      const start = performance.now()
      await nobody.post('/api/sign-in', { email, password: 'wrong again', device })
      return performance.now() - start
    }
    const unknown = await Promise.all([1, 2, 3].map((n) => time(`ghost${n}@desk.example`)))
    // A look-up alone takes a millisecond or two; Argon2id with these parameters takes more than five anywhere.
    expect(Math.min(...unknown)).toBeGreaterThan(5)
  })

  test('lets no token in that it did not give', async () => {
    const { session } = await signIn(server.url)
    const code = async (token: string): Promise<unknown> =>
      (await createApiClient(server.url, token).get<ErrorBody>('/api/session')).body.error.code
    expect(await code('')).toBe('token-missing')
    expect(await code('abc')).toBe('token-invalid')
    expect(await code(`${session.deviceId}~${'A'.repeat(43)}`)).toBe('token-invalid')
    expect(await code(session.deviceId)).toBe('token-invalid')
  })

  test('forgets a token at sign-out', async () => {
    const { client } = await signIn(server.url)
    expect((await client.post('/api/sign-out')).status).toBe(204)
    expect((await client.get('/api/session')).status).toBe(401)
  })

  test('cuts a revoked device off at once, its live connection too, and says so', async () => {
    const { client: administrator } = await signIn(server.url)
    const { client: lost, session } = await signIn(server.url)
    const live = await openLive(lost)
    await live.poke()
    const listed = await administrator.get<DeviceList>('/api/devices')
    expect(listed.body.devices.find(({ id }) => id === session.deviceId)).toMatchObject({ current: false })
    const revoked = await administrator.request('DELETE', `/api/devices/${session.deviceId}`)
    expect(revoked.status).toBe(204)
    await live.ended
    const after = await lost.get<ErrorBody>('/sync/pull')
    expect([after.status, after.body.error.code]).toEqual([401, 'device-revoked'])
    const device = { name: 'Found again', id: session.deviceId }
    const back = await createApiClient(server.url).post<SessionAnswer>('/api/sign-in', {
      ...ADMINISTRATOR,
      device,
    })
    expect(back.body.deviceId).not.toBe(session.deviceId)
    // What it kept from before must go, even if it was away when it was revoked.
    expect(back.body.replaces).toBe('revoked')
    const same = { ...device, id: back.body.deviceId }
    const again = await createApiClient(server.url).post<SessionAnswer>('/api/sign-in', {
      ...ADMINISTRATOR,
      device: same,
    })
    expect([again.body.deviceId, again.body.replaces]).toEqual([back.body.deviceId, undefined])
    expect(again.body.offlineDays).toBe(30)
  })

  test('lets colleagues see and revoke their own devices and nobody else’s', async () => {
    const { client: administrator, session } = await signIn(server.url)
    const orgId = session.person.orgId
    const account = { email: 'nosy@desk.example', password: 'a curious horse' }
    const personId = await addColleague(administrator, orgId, {
      ...account,
      role: 'agent',
      at: `org:${orgId}`,
    })
    const { client, session: own } = await signIn(server.url, account)
    expect((await client.get(`/api/devices?person=${session.person.id}`)).status).toBe(404)
    expect((await client.request('DELETE', `/api/devices/${session.deviceId}`)).status).toBe(404)
    const reset = { body: '{"password":"my new password"}', headers: { 'content-type': 'application/json' } }
    expect((await client.request('PUT', `/api/people/${session.person.id}/password`, reset)).status).toBe(404)
    expect((await administrator.get(`/api/devices?person=${personId}`)).status).toBe(200)
    expect((await client.request('DELETE', `/api/devices/${own.deviceId}`)).status).toBe(204)
    expect((await client.get('/api/devices')).status).toBe(401)
  })

  test('changes a password only for whoever knows the old one, by its rules', async () => {
    const { client: administrator, session } = await signIn(server.url)
    const orgId = session.person.orgId
    const account = { email: 'renewer@desk.example', password: 'the first horse' }
    await addColleague(administrator, orgId, { ...account, role: 'agent', at: `org:${orgId}` })
    const { client } = await signIn(server.url, account)
    const change = (current: string, next: string) =>
      client.post<ErrorBody>('/api/password', { current, next })
    expect((await change('wrong', 'a second horse')).body.error.code).toBe('bad-credentials')
    expect((await change(account.password, 'short')).body.error).toMatchObject({
      code: 'password-short',
      details: ['field: password', 'least: 10'],
    })
    expect((await change(account.password, 'renewer renewer')).body.error.code).toBe('password-has-email')
    expect((await change(account.password, 'a second horse')).status).toBe(204)
    await expect(signIn(server.url, account)).rejects.toThrow('401')
    await signIn(server.url, { ...account, password: 'a second horse' })
  })

  test('keeps secrets and addresses out of its log', () => {
    const log = server.output()
    expect(log).toContain('/api/sign-in')
    for (const secret of [ADMINISTRATOR.password, ADMINISTRATOR.email, '~', 'a second horse', '127.0.0.1"']) {
      expect(log).not.toContain(secret)
    }
  })
})

/** Long before the next heartbeat. */
async function expectEndSoon({ ended }: LiveClient): Promise<void> {
  const late = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('the live connection is still open')), 5000).unref()
  })
  await Promise.race([ended, late])
}

describe('roles', () => {
  test('count as they are at each request: who loses them is out at once', async () => {
    const server = await startServer(administratorEnvironment)
    try {
      const { client: administrator, session } = await signIn(server.url)
      const orgId = session.person.orgId
      const account = { email: 'leaver@desk.example', password: 'a parting horse' }
      const at = `org:${orgId}`
      const personId = await addColleague(administrator, orgId, { ...account, role: 'agent', at })
      const { client } = await signIn(server.url, account)
      const live = await openLive(client)
      await live.poke()
      const change = (patch: Record<string, unknown>) =>
        administrator.push([
          {
            id: crypto.randomUUID(),
            collection: 'people',
            docId: personId,
            op: 'change',
            baseRev: 1,
            patch,
            at: new Date().toISOString(),
            schema: 0,
          },
        ])
      await change({ roles: [{ role: 'requester', at }] })
      await expectEndSoon(live)
      const demoted = await client.get<ErrorBody>('/sync/pull')
      expect([demoted.status, demoted.body.error.code]).toEqual([403, 'not-staff'])
      const denied = await createApiClient(server.url).post<ErrorBody>('/api/sign-in', { ...account, device })
      expect([denied.status, denied.body.error.code]).toEqual([403, 'not-staff'])
      await change({ roles: [{ role: 'agent', at }] })
      const again = await openLive(client)
      await again.poke()
      await change({ name: 'Leaver' })
      expect(await again.poke()).toBeGreaterThan(0)
      await change({ active: false })
      await expectEndSoon(again)
      const inactive = await client.get<ErrorBody>('/sync/pull')
      expect([inactive.status, inactive.body.error.code]).toEqual([401, 'account-inactive'])
    } finally {
      await server.stop()
    }
  })
})

describe('a token', () => {
  test('ends when its days are over', async () => {
    const server = await startServer({ ...administratorEnvironment, SESSION_DAYS: '1' })
    try {
      const { client } = await signIn(server.url)
      await server.kill('SIGTERM')
      const store = await openStore({
        dataDir: server.dataDir,
        clock: systemClock,
        newId: () => crypto.randomUUID(),
      })
      const record = await store.accounts.token(hashToken(client.token))
      if (!record) throw new Error('the token is not in the store')
      const days = (Date.parse(record.expiresAt) - Date.parse(record.createdAt)) / 86_400_000
      expect(days).toBe(1)
      await store.accounts.putToken({ ...record, expiresAt: new Date(Date.now() - 1000).toISOString() })
      await store.close()
      await server.restart()
      const answer = await client.get<ErrorBody>('/api/session')
      // The hourly cleaning may have removed it by then.
      expect(answer.status).toBe(401)
      expect(['token-expired', 'token-invalid']).toContain(answer.body.error.code)
    } finally {
      await server.stop()
    }
  })
})

describe('an empty server', () => {
  const request = {
    organisation: 'Nord Logistics',
    name: 'Ada Martin',
    email: 'Ada@nord.example',
    password: 'a long password',
  }

  test('is set up once, by whoever reads the code it prints', async () => {
    const server = await startServer()
    try {
      const nobody = createApiClient(server.url)
      expect((await nobody.get('/api/first-run')).body).toEqual({ needed: true })
      const code = /code: ([2-9A-Z-]{14})/.exec(server.output())?.[1] ?? ''
      const set = (body: unknown) => nobody.post<ErrorBody>('/api/first-run', body)
      const wrong = await set({ ...request, code: 'AAAA-BBBB-CCCC' })
      expect([wrong.status, wrong.body.error.code]).toEqual([403, 'set-up-code-wrong'])
      const weak = await set({ ...request, code, password: 'short' })
      expect([weak.status, weak.body.error.code]).toEqual([422, 'password-short'])
      const both = await Promise.all([
        set({ ...request, code: code.toLowerCase() }),
        set({ ...request, code }),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
      expect((await nobody.get('/api/first-run')).body).toEqual({ needed: false })
      const { session } = await signIn(server.url, { email: 'ada@nord.example', password: request.password })
      expect(session.person).toMatchObject({ name: 'Ada Martin', roles: [{ role: 'administrator' }] })
      expect((await nobody.get('/api/desk')).body).toMatchObject({
        name: 'Nord Logistics',
        languages: ['en', 'fr'],
      })
      await server.restart()
      expect(server.output()).not.toContain('code:')
    } finally {
      await server.stop()
    }
  })
})
