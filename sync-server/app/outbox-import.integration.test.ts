import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IMPORT_LIMIT, type OutboxImport, type OutboxImportAnswer } from '#shared/protocol/outbox-file.ts'
import type { ErrorBody, PullResponse } from '#shared/protocol/wire.ts'
import {
  aCreation,
  addColleague,
  administratorEnvironment,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'

let server: ServerProcess
let admin: ApiClient
let orgId: string

beforeAll(async () => {
  server = await startServer({ ...administratorEnvironment, SIGN_IN_RATE_LIMIT: '0' })
  const signedIn = await signIn(server.url)
  admin = signedIn.client
  orgId = signedIn.session.person.orgId
})
afterAll(() => server.stop())

/** A colleague signed in on a device of their own. */
async function aColleague(name: string, role: 'agent' | 'auditor' = 'agent') {
  const credentials = { email: `${name}@desk.example`, password: 'a horse for every day' }
  await addColleague(admin, orgId, { ...credentials, role, at: `org:${orgId}` })
  const { client, session } = await signIn(server.url, credentials)
  return { client, personId: session.person.id, deviceId: session.deviceId }
}

const aTicket = (title: string) =>
  aCreation('tickets', randomUUID(), { title, orgId, label: 'NEW-7F3K', requesterId: '' })

const aFile = (
  author: { readonly personId: string; readonly deviceId: string },
  mutations: OutboxImport['mutations'],
): OutboxImport => ({
  format: 'satchel-outbox',
  version: 1,
  personId: author.personId,
  deviceId: author.deviceId,
  exportedAt: '2026-11-20T09:00:00.000Z',
  cursor: '',
  mutations,
})

const handIn = (client: ApiClient, file: unknown) =>
  client.post<OutboxImportAnswer & ErrorBody>('/api/outbox-import', file)

test('what is handed in happens in its author’s name, once, whoever sends it again', async () => {
  const ann = await aColleague('ann')
  const ticket = aTicket('From a laptop that no longer starts')
  const first = await handIn(admin, aFile(ann, [ticket]))
  expect([first.status, first.text]).toEqual([200, expect.any(String)])
  expect(first.body).toEqual({
    author: 'ann@desk.example',
    results: [{ answer: { id: ticket.id, status: 'accepted', rev: 1 } }],
  })
  expect((await handIn(admin, aFile(ann, [ticket]))).body).toEqual(first.body)
  // The laptop starts after all.
  const own = await ann.client.push([ticket])
  expect(own.body.answers).toMatchObject([{ id: ticket.id, status: 'accepted', rev: 1 }])
  const pulled = await ann.client.get<PullResponse>('/sync/pull?limit=1000')
  const activity = pulled.body.changes.filter(
    (change) => 'doc' in change && change.collection === 'activity' && change.doc['docId'] === ticket.docId,
  )
  expect(activity).toHaveLength(1)
  expect(activity[0]).toMatchObject({ doc: { actorId: ann.personId, deviceId: ann.deviceId } })
})

test('each line is judged alone, and the answers show no document', async () => {
  const bob = await aColleague('bob')
  const good = aTicket('One good line')
  const newer = { ...aTicket('From a newer console'), schema: 9999 }
  const wrong = aTicket('')
  const { body } = await handIn(admin, aFile(bob, [{ id: 'half' }, newer, wrong, good]))
  expect(body.results).toEqual([
    { refusal: { code: 'change-unreadable' } },
    { refusal: { code: 'schema-too-new' } },
    {
      answer: { id: wrong.id, status: 'rejected', rev: 0, refusal: { code: 'title-empty', field: 'title' } },
    },
    { answer: { id: good.id, status: 'accepted', rev: 1 } },
  ])
})

test('an author may do by an administrator’s hand what they may do themselves, and no more', async () => {
  const eve = await aColleague('eve', 'auditor')
  const { body } = await handIn(admin, aFile(eve, [aTicket('An auditor writes')]))
  expect(body.results).toMatchObject([{ answer: { status: 'rejected', refusal: { code: 'not-allowed' } } }])
})

test('only administrators hand in, for people they administer, from those people’s devices', async () => {
  const [cleo, dan] = [await aColleague('cleo'), await aColleague('dan')]
  const answered = async (client: ApiClient, file: unknown) => {
    const { status, body } = await handIn(client, file)
    return [status, body.error?.code]
  }
  const file = aFile(cleo, [aTicket('Mine')])
  expect(await answered(cleo.client, file)).toEqual([403, 'not-allowed'])
  expect(await answered(admin, { ...file, personId: randomUUID() })).toEqual([404, 'not-found'])
  for (const deviceId of [dan.deviceId, '', 'server']) {
    expect(await answered(admin, { ...file, deviceId }), deviceId).toEqual([422, 'device-unknown'])
  }
})

test('what is no such file, or too long a part of one, is refused as a whole', async () => {
  const fay = await aColleague('fay')
  const many = Array.from({ length: IMPORT_LIMIT + 1 }, () => aTicket('Too many'))
  for (const body of [
    {},
    { mutations: [] },
    { ...aFile(fay, [aTicket('x')]), version: 2 },
    aFile(fay, many),
  ]) {
    const { status, body: answer } = await handIn(admin, body)
    expect([status, answer.error.code]).toEqual([400, 'invalid-request'])
  }
})
