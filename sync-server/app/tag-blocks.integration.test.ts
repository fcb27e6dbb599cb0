import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tagsOf, type TagBlock } from '#shared/assets/tags.ts'
import type { ErrorBody } from '#shared/protocol/wire.ts'
import {
  aCreation,
  addColleague,
  administratorEnvironment,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

describe.each(['sqlite', 'postgres'] as const)('tags on %s', (kind) => {
  let database: TestDatabase | undefined
  let server: ServerProcess
  let admin: ApiClient
  let orgId: string

  beforeAll(async () => {
    database = kind === 'postgres' ? await createDatabase(inject('postgresUrl')) : undefined
    const store: Record<string, string> = database ? { DATABASE_URL: database.url } : {}
    server = await startServer({ ...administratorEnvironment, SIGN_IN_RATE_LIMIT: '0', ...store })
    const signedIn = await signIn(server.url)
    admin = signedIn.client
    orgId = signedIn.session.person.orgId
  })
  afterAll(async () => {
    await server.stop()
    await database?.drop()
  })

  const lease = (client: ApiClient, part: Readonly<Record<string, unknown>> = {}) =>
    client.post<TagBlock & ErrorBody>('/api/asset-tags/blocks', {
      leaseId: randomUUID(),
      orgId,
      through: 0,
      ...part,
    })
  const anAsset = (tag: string) => aCreation('assets', randomUUID(), { name: 'Laptop', tag, orgId })
  const statusOf = async (client: ApiClient, mutation: ReturnType<typeof anAsset>) => {
    const { body } = await client.push([mutation])
    return [body.answers[0]?.status, body.answers[0]?.refusal?.code]
  }

  test('are leased to one device each, also when many ask at once, and again to who lost the answer', async () => {
    const { client: other } = await signIn(server.url)
    const leaseId = randomUUID()
    const asked = [
      ...Array.from({ length: 8 }, (_, at) => lease(at % 2 === 0 ? admin : other)),
      lease(admin, { leaseId }),
    ]
    const blocks = (await Promise.all(asked)).map(({ body }) => body)
    const tags = blocks.flatMap(tagsOf)
    expect(new Set(tags).size).toBe(9 * 20)
    expect(tags).toContain('A00001')
    expect((await lease(admin, { leaseId })).body).toEqual(blocks.at(-1))
  })

  test('follow the organisation’s format, begin above what a device says it has, and pass over used ones', async () => {
    const organisation = aCreation('settings', orgId, { data: { assetTags: { prefix: 'LYO-', width: 4 } } })
    expect(await statusOf(admin, { ...organisation, op: 'change', baseRev: 1 })).toEqual([
      'accepted',
      undefined,
    ])
    expect(await statusOf(admin, anAsset('LYO-0105'))).toEqual(['accepted', undefined])
    const { body } = await lease(admin, { through: 90 })
    expect(body).toEqual({ orgId, prefix: 'LYO-', width: 4, first: 121, count: 20 })
  })

  test('of a revoked device go to nobody else', async () => {
    const { client: lost, session } = await signIn(server.url)
    const { body: block } = await lease(lost)
    expect((await admin.request('DELETE', `/api/devices/${session.deviceId}`)).status).toBe(204)
    expect((await lease(lost)).status).toBe(401)
    const later = (await Promise.all([lease(admin), lease(admin)])).map(({ body }) => body.first)
    expect(Math.min(...later)).toBeGreaterThanOrEqual(block.first + block.count)
  })

  test('stand on one asset of an organisation: the second is refused, even when both come at once', async () => {
    const { client: other } = await signIn(server.url)
    const [one, two] = [anAsset('X-1'), anAsset('X-1')]
    const statuses = await Promise.all([statusOf(admin, one), statusOf(other, two)])
    expect(statuses.toSorted()).toEqual([
      ['accepted', undefined],
      ['rejected', 'tag-taken'],
    ])
    const free = anAsset('X-2')
    expect(await statusOf(admin, free)).toEqual(['accepted', undefined])
    const renamed = { ...aCreation('assets', free.docId, { tag: 'X-1' }), op: 'change' as const, baseRev: 1 }
    expect(await statusOf(admin, renamed)).toEqual(['rejected', 'tag-taken'])
  })

  test('are for those who may create assets there', async () => {
    const auditor = { email: 'auditor@desk.example', password: 'a horse for every day' }
    await addColleague(admin, orgId, { ...auditor, role: 'auditor', at: `org:${orgId}` })
    const { client } = await signIn(server.url, auditor)
    for (const [who, about] of [
      [client, {}],
      [admin, { orgId: 'elsewhere' }],
    ] as const) {
      const { status, body } = await lease(who, about)
      expect([status, body.error.code]).toEqual([403, 'not-allowed'])
    }
  })
})
