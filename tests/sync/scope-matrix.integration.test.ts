import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { COLLECTION_NAMES, type CollectionName } from '#shared/kernel/collection-names.ts'
import { systemActor, type Role } from '#shared/kernel/actor.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { DigestResponse } from '#shared/protocol/digest.ts'
import type { Mutation, PullResponse, PushResponse } from '#shared/protocol/wire.ts'
import { hashToken, newDeviceToken } from '#sync-server/app/auth/tokens.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { createApiClient, type ApiAnswer, type ApiClient } from '#tests/support/api-client.ts'
import { openLive } from '#tests/support/live-client.ts'
import { createDatabase, type TestDatabase } from '#tests/support/postgres-cluster.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import { createTempDir, type TempDir } from '#tests/support/temp-dir.ts'

/** A part of the desk whose every document carries one word, so that a byte of it is known wherever it turns up. */
interface World {
  readonly word: string
  readonly orgId: string
  readonly siteId: string
  /** What only the organisation's own staff see wherever they work: settings, people, articles. */
  readonly isWholeOrg: boolean
}

const OWN: World = { word: 'apple', orgId: 'acme', siteId: 'lyon', isWholeOrg: true }
/** Another site of the same organisation, and another organisation. */
const SITE: World = { word: 'quagga', orgId: 'acme', siteId: 'paris', isWholeOrg: false }
const ORG: World = { word: 'zebra', orgId: 'globex', siteId: 'rome', isWholeOrg: true }

/** Every role with the place it is held at, and the worlds it must never see a byte of. */
const CASES: readonly (readonly [role: Role, at: string, hidden: readonly World[]])[] = [
  ['technician', 'site:lyon', [SITE, ORG]],
  ['agent', 'site:lyon', [SITE, ORG]],
  ['agent', 'org:acme', [ORG]],
  ['manager', 'site:lyon', [SITE, ORG]],
  ['administrator', 'org:acme', [ORG]],
  ['auditor', 'site:lyon', [SITE, ORG]],
  ['requester', 'org:acme', [OWN, SITE, ORG]],
]

const AT = '2026-11-20T12:00:00.000Z'
const idOf = (collection: CollectionName, { siteId }: World) => `${siteId}-${collection}`
const personOf = (role: Role, at: string) => `${role}-${at.replace(':', '-')}`
const bytesOf = ({ word }: World) => new TextEncoder().encode(`The file of the ${word}.`)
const shaOf = (world: World) => createHash('sha256').update(bytesOf(world)).digest('hex')

/** One document of each collection that can be written; the activity log follows by itself. */
function documentsOf(world: World): readonly (readonly [CollectionName, Patch])[] {
  const { word, orgId, siteId } = world
  const ticketId = idOf('tickets', world)
  const place = { orgId, siteId }
  const times = { createdAt: AT, updatedAt: AT }
  const ofTheOrg: readonly (readonly [CollectionName, Patch])[] = [
    ['settings', { kind: 'team', orgId, name: `Team ${word}` }],
    ['people', { name: `Person ${word}`, emails: [`${word}@${orgId}.example`], orgId }],
    ['articles', { title: `Article ${word}`, orgId }],
  ]
  return [
    ...(world.isWholeOrg ? ofTheOrg : []),
    ['tickets', { ...place, ...times, title: `Ticket ${word}`, requesterId: 'rita', label: 'NEW-7F3K' }],
    ['messages', { ticketId, kind: 'note', authorId: 'rita', text: `Message ${word}`, at: AT }],
    ['items', { ticketId, title: `Item ${word}` }],
    ['links', { fromId: ticketId, toCollection: 'assets', toId: `asset-${word}` }],
    ['assets', { ...place, name: `Asset ${word}` }],
    ['documents', { ticketId, name: `${word}.txt`, sha256: shaOf(world) }],
    ['stocktakes', { ...place, title: `Stocktake ${word}` }],
    ['notices', { personId: `person-${word}`, kind: 'mention', at: AT, yours: `Notice ${word}` }],
  ]
}

describe('no byte outside the scope', () => {
  let database: TestDatabase
  let dir: TempDir
  let store: Store
  let sync: SyncService
  let server: ServerProcess

  const write = async (
    collection: CollectionName,
    docId: string,
    patch: Patch,
    op = 'create' as 'create' | 'change',
  ) => {
    const written = await sync.write(systemActor('rita'), v7(), [{ collection, docId, op, patch }])
    if (!written.ok) throw new Error(`${collection}: ${JSON.stringify(written.refusal)}`)
  }

  beforeAll(async () => {
    database = await createDatabase(inject('postgresUrl'))
    dir = await createTempDir('matrix')
    const clock = () => new Date().toISOString()
    store = await openStore({ dataDir: dir.path, databaseUrl: database.url, clock, newId: v7 })
    sync = createSync({ store, hooks: createHooks({ mailDomain: 'desk.example' }), clock })
    for (const [id, orgId] of [
      ['acme', 'acme'],
      ['globex', 'globex'],
    ] as const) {
      await write('settings', id, { kind: 'organisation', orgId, name: id })
    }
    for (const { siteId, orgId } of [OWN, SITE, ORG]) {
      await write('settings', siteId, { kind: 'site', orgId, name: siteId })
    }
    for (const world of [OWN, SITE, ORG]) {
      for (const [collection, patch] of documentsOf(world))
        await write(collection, idOf(collection, world), patch)
    }
    for (const [role, at] of CASES) {
      const id = personOf(role, at)
      await write('people', id, {
        name: id,
        emails: [`${id}@x.example`],
        orgId: 'acme',
        roles: [{ role, at }],
      })
      await write('notices', `notice-${id}`, { personId: id, kind: 'mention', at: AT, yours: 'Notice apple' })
    }
    const gus = [
      { role: 'agent', at: 'org:globex' },
      { role: 'agent', at: 'site:paris' },
      { role: 'agent', at: 'site:lyon' },
    ]
    await write('people', 'gus', { name: 'gus', orgId: 'globex', roles: gus })
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: dir.path })
    const uploader = await clientOf('gus')
    for (const world of [OWN, SITE, ORG]) {
      const headers = { 'content-type': 'application/octet-stream' }
      const sent = await uploader.request('PUT', `/api/blobs/${shaOf(world)}`, {
        body: bytesOf(world),
        headers,
      })
      expect(sent.status).toBe(201)
    }
  })
  afterAll(async () => {
    await server.stop()
    await sync.stop()
    await store.close()
    await database.drop()
    await dir.remove()
  })

  /** A console on which this person is signed in. */
  async function clientOf(personId: string): Promise<ApiClient> {
    const deviceId = `${personId}-laptop`
    const token = newDeviceToken(deviceId)
    const device = { id: deviceId, personId, name: 'laptop', createdAt: AT, seenAt: AT, revokedAt: '' }
    await store.accounts.putDevice(device)
    const expiresAt = '2099-01-01T00:00:00.000Z'
    await store.accounts.putToken({
      hash: hashToken(token),
      kind: 'device',
      personId,
      deviceId,
      createdAt: AT,
      expiresAt,
    })
    return createApiClient(server.url, token)
  }

  /** Asks in every way for what lies in a world: all answers. */
  async function askFor(client: ApiClient, world: World): Promise<ApiAnswer[]> {
    const answers: ApiAnswer[] = []
    for (const [collection] of documentsOf(world)) {
      const id = idOf(collection, world)
      answers.push(
        await client.get(`/sync/revisions?collection=${collection}`),
        await client.get(`/sync/revisions?collection=${collection}&after=a`),
        await client.post('/sync/documents', { collection, ids: [id, 'gus', 'globex', 'rome'] }),
        await client.post('/sync/push', { mutations: attempts(collection, id) }),
      )
    }
    for (const path of [
      `/api/blobs/${shaOf(world)}`,
      '/api/session',
      '/api/desk',
      '/metrics',
      '/api/nothing',
    ]) {
      answers.push(await client.get(path), await client.request('HEAD', path))
    }
    answers.push(await client.get(`/api/portal/tickets/${idOf('tickets', world)}`))
    return answers
  }

  /** Everything one can send about a document: changes seen at several revisions, creations over and under it. */
  function attempts(collection: CollectionName, docId: string): Mutation[] {
    const common = { collection, docId, at: AT, schema: 0 }
    const fields = ['title', 'name', 'orgId', 'deletedAt']
    const changes = fields.flatMap((field) =>
      [0, 999].map((baseRev): Mutation => {
        const prev = { [field]: 'seen before' }
        return { ...common, id: v7(), op: 'change', baseRev, patch: { [field]: 'Mine now' }, prev }
      }),
    )
    const creation: Mutation = { ...common, id: v7(), op: 'create', baseRev: 0, patch: { title: 'Mine' } }
    const child: Mutation = {
      ...creation,
      id: v7(),
      collection: 'messages',
      docId: v7(),
      patch: { ticketId: docId, kind: 'note', text: 'Under it' },
    }
    const again: Mutation = {
      ...common,
      id: v7(),
      op: 'change',
      baseRev: 0,
      again: true,
      patch: { title: 'Again' },
    }
    return [...changes, creation, child, again, ...changes.slice(0, 3)]
  }

  async function pullAll(client: ApiClient): Promise<{ answers: ApiAnswer[]; cursor: string }> {
    const answers: ApiAnswer[] = []
    for (let cursor = ''; ;) {
      const page = await client.get<PullResponse>(
        `/sync/pull?limit=9${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      answers.push(page)
      cursor = page.body?.cursor ?? ''
      if (page.status !== 200 || !page.body.more) return { answers, cursor }
    }
  }

  /** The words of these worlds in the bytes of the answers, headers included. */
  function leaks(answers: readonly ApiAnswer[], hidden: readonly World[]): string[] {
    return answers.flatMap(({ status, text, headers }) => {
      const bytes = JSON.stringify([...headers]) + text
      return hidden.flatMap(({ word }) => (bytes.toLowerCase().includes(word) ? [`${status}: ${text}`] : []))
    })
  }

  describe.each(CASES)('%s at %s', (role, at, hidden) => {
    test('pull, push, conflict, replay, digest, REST and files show nothing of what is hidden', async () => {
      const client = await clientOf(personOf(role, at))
      const before = await pullAll(client)
      expect(leaks(before.answers, hidden)).toEqual([])
      const served = before.answers.map(({ text }) => text).join('')
      for (const world of hidden) expect(served).not.toContain(`"${idOf('tickets', world)}"`)
      for (const world of hidden) {
        const asked = await askFor(client, world)
        expect(leaks(asked, hidden)).toEqual([])
        for (const { body } of asked) {
          const { answers = [] } = (body ?? {}) as Partial<PushResponse>
          for (const answer of answers) expect(answer).not.toHaveProperty('doc')
        }
      }
      const after = await pullAll(client)
      expect(leaks(after.answers, hidden)).toEqual([])
      const digest = await client.get<DigestResponse>(
        `/sync/digest?cursor=${encodeURIComponent(after.cursor || 'x')}`,
      )
      expect(leaks([digest], hidden)).toEqual([])
      if (role === 'requester') {
        for (const { status } of [...before.answers, digest]) expect(status).toBe(403)
      } else {
        for (const collection of COLLECTION_NAMES) {
          const shown = before.answers.flatMap(({ body }) => (body as PullResponse).changes)
          const own = shown.filter((change) => change.collection === collection && 'doc' in change)
          expect(JSON.stringify(own), collection).toContain('apple')
        }
        expect(await client.get(`/api/blobs/${shaOf(OWN)}`)).toMatchObject({
          status: 200,
          text: 'The file of the apple.',
        })
      }
      for (const world of hidden) {
        expect((await client.get(`/api/blobs/${shaOf(world)}`)).status).toBe(role === 'requester' ? 403 : 404)
      }
    })

    test('a live connection names positions and nothing else', async () => {
      const client = await clientOf(personOf(role, at))
      if (role === 'requester') {
        await expect(openLive(client)).rejects.toThrow('403')
        return
      }
      const live = await openLive(client)
      const first = await live.poke()
      const ticketId = idOf('tickets', ORG)
      await write('tickets', ticketId, { tags: { $add: [`zebra-${role}-${at.length}`] } }, 'change')
      expect(await live.poke()).toBeGreaterThan(first)
      live.close()
      // What was read is checked by the client: anything but `{"head": n}` is no poke to it.
      await live.ended.catch(() => undefined)
    })
  })

  test('what all of them tried changed nothing that was hidden from them', async () => {
    for (const [collection, patch] of documentsOf(ORG)) {
      expect((await store.doc(collection, idOf(collection, ORG)))?.doc).toMatchObject(patch)
    }
  })
})
