import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import {
  addColleague,
  administratorEnvironment,
  aCreation,
  createApiClient,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { createTempDir, type TempDir } from '#tests/support/temp-dir.ts'
import { openPresence } from '#tests/support/presence-client.ts'

const PASSWORD = 'correct horse battery'
/** Two processes and a database on a busy machine; in milliseconds. */
const PATIENT = { timeout: 45_000 }

interface Place {
  readonly first: ServerProcess
  readonly second: ServerProcess
  stop(): Promise<void>
}

async function embedded(): Promise<Place> {
  const server = await startServer(administratorEnvironment)
  return { first: server, second: server, stop: async () => void (await server.stop()) }
}

async function twoProcesses(): Promise<Place> {
  const database: TestDatabase = await createDatabase(inject('postgresUrl'))
  const data: TempDir = await createTempDir('presence')
  const env = { ...administratorEnvironment, DATABASE_URL: database.url, DATA_DIR: data.path }
  const first = await startServer(env)
  const second = await startServer(env)
  return {
    first,
    second,
    async stop() {
      await Promise.all([first.stop(), second.stop()])
      await database.drop()
      await data.remove()
    },
  }
}

describe.each([
  ['one process on SQLite', embedded],
  ['two processes on PostgreSQL', twoProcesses],
])('presence with %s', (_name, start) => {
  let place: Place
  let admin: ApiClient
  let adminId: string
  let agent: ApiClient
  let agentId: string
  let outsider: ApiClient
  let orgId: string
  let siteId: string

  beforeAll(async () => {
    place = await start()
    const owner = await signIn(place.first.url)
    admin = owner.client
    adminId = owner.session.person.id
    orgId = owner.session.person.orgId
    siteId = randomUUID()
    const site = { kind: 'site', orgId, name: 'Lyon', names: {}, active: true, data: {} }
    await admin.push([aCreation('settings', siteId, site)])
    const colleague = async (name: string, at: string) => {
      const email = `${name}@desk.example`
      const id = await addColleague(admin, orgId, { email, password: PASSWORD, role: 'agent', at })
      return { id, ...(await signIn(place.second.url, { email, password: PASSWORD })) }
    }
    const other = await colleague('agent', `org:${orgId}`)
    agent = other.client
    agentId = other.id
    outsider = (await colleague('outsider', `site:${siteId}`)).client
  }, 120_000)
  afterAll(() => place.stop())

  async function aTicket(patch: Record<string, unknown> = {}): Promise<string> {
    const id = randomUUID()
    const ticket = { title: 'The door does not lock', orgId, label: 'NEW-7F3K', ...patch }
    const pushed = await admin.push([aCreation('tickets', id, ticket)])
    expect(pushed.body.answers?.[0]?.status).toBe('accepted')
    return id
  }

  test('two who have a ticket open see each other, who answers too, until one leaves', async () => {
    const ticketId = await aTicket()
    const boss = await openPresence(admin, ticketId)
    const colleague = await openPresence(agent, ticketId)
    const elsewhere = await openPresence(agent, await aTicket())
    await expect.poll(boss.others, PATIENT).toEqual([{ personId: agentId, doing: 'viewing' }])
    await expect.poll(colleague.others, PATIENT).toEqual([{ personId: adminId, doing: 'viewing' }])
    const answering = await openPresence(agent, ticketId, 'answering')
    await expect.poll(boss.others, PATIENT).toEqual([{ personId: agentId, doing: 'answering' }])
    colleague.close()
    answering.close()
    await expect.poll(boss.others, PATIENT).toEqual([])
    expect(elsewhere.others()).toEqual([])
    for (const each of [boss, elsewhere]) each.close()
  })

  test('who may not read a ticket takes no part in it, and learns nothing of it', async () => {
    const ticketId = await aTicket()
    const boss = await openPresence(admin, ticketId)
    const asked = (client: ApiClient, id: string) => client.get<ErrorBody>(`/api/presence/${id}`)
    const [secret, unknown] = [await asked(outsider, ticketId), await asked(outsider, randomUUID())]
    expect(secret.status).toBe(404)
    expect(secret.body).toEqual(unknown.body)
    expect((await asked(createApiClient(place.first.url), ticketId)).status).toBe(401)
    expect((await admin.get<ErrorBody>(`/api/presence/${ticketId}?doing=sleeping`)).status).toBe(400)
    expect(boss.others()).toEqual([])
    boss.close()
  })

  test('a connection ends when its ticket moves out of sight, and when its device signs out', async () => {
    const ticketId = await aTicket({ siteId })
    const there = await openPresence(outsider, ticketId)
    const moved = { ...aCreation('tickets', ticketId, { siteId: '' }), op: 'change' as const, baseRev: 1 }
    expect((await admin.push([moved])).body.answers?.[0]?.status).toBe('accepted')
    const boss = await openPresence(admin, ticketId)
    await there.ended
    expect(there.others()).toEqual([])
    await admin.post('/api/sign-out')
    await boss.ended
  })
})
