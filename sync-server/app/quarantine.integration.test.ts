import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '#shared/kernel/actor.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { QuarantineList } from '#shared/protocol/quarantine.ts'
import type { ErrorBody, PullResponse } from '#shared/protocol/wire.ts'
import { freePort } from '#tests/support/free-port.ts'
import {
  addColleague,
  administratorEnvironment,
  createApiClient,
  signIn,
  type ApiClient,
} from '#tests/support/api-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import type { RawMail } from '../store/mail-store.ts'
import { openStore } from '../store/open-store.ts'
import { createSync } from '../sync/create-sync.ts'
import { createBlobFiles } from './blobs/blob-files.ts'

const HELP = 'help@desk.example'
const SALES = 'sales@else.example'
const SECRET_WORDS = 'the safe is behind the painting'

let server: ServerProcess
let administrator: ApiClient
let orgId: string

/** Mails that came in earlier and could not be taken up; the mail server itself is not there. */
beforeAll(async () => {
  const nowhere = `127.0.0.1:${await freePort()}`
  server = await startServer({
    ...administratorEnvironment,
    MAIL_ADDRESS: HELP,
    MAIL_SMTP_URL: `smtp://help:secret@${nowhere}`,
    MAIL_IMAP_URL: `imap://help:secret@${nowhere}`,
  })
  const first = await signIn(server.url)
  administrator = first.client
  orgId = first.session.person.orgId
  await server.kill('SIGTERM')
  await putAside(
    { id: 'whole', uid: 1, error: 'refused: invalid-value title\nnear: Bad' },
    { id: 'huge', uid: 2, size: 99_000_000, error: 'too-large: 99000000 bytes' },
    { id: 'foreign', uid: 3, channel: SALES, error: 'refused' },
  )
  await server.restart()
})
afterAll(() => server.stop())

async function putAside(...mails: readonly (Partial<RawMail> & { readonly id: string })[]): Promise<void> {
  const raw = `From: Camille <camille@else.example>\r\nSubject: Coffee\r\n\r\n${SECRET_WORDS}\r\n`
  const sha256 = await createBlobFiles(server.dataDir).put(Buffer.from(raw))
  const store = await openStore({ dataDir: server.dataDir, clock: systemClock, newId: v7 })
  const sync = createSync({ store, hooks: {}, clock: systemClock })
  const data = { address: SALES, teamId: '', categoryId: '', language: 'en' }
  const sales = { kind: 'mailbox', name: 'Sales', orgId: 'org-elsewhere', data }
  const written = await sync.write(systemActor('server'), 'sales', [
    { collection: 'settings', docId: 'mailbox-sales', op: 'create', patch: sales },
  ])
  expect(written).toMatchObject({ ok: true })
  for (const mail of mails) {
    await store.mail.addRaw({
      channel: HELP,
      uidValidity: '1',
      uid: 0,
      sha256,
      size: raw.length,
      state: 'quarantined',
      attempts: 3,
      error: '',
      receivedAt: `2026-11-20T09:00:0${mail.uid}.000Z`,
      ...mail,
    })
  }
  await sync.stop()
  await store.close()
}

const list = (client: ApiClient) => client.get<QuarantineList & ErrorBody>('/api/mail/quarantine')
const retry = (client: ApiClient, id: string) => client.post<ErrorBody>(`/api/mail/quarantine/${id}/retry`)

test('administrators see what was put aside in their mailboxes and why, and nothing of what it says', async () => {
  const { status, body, text } = await list(administrator)
  expect(status).toBe(200)
  expect(body).toEqual({
    total: 2,
    mails: [
      {
        id: 'whole',
        channel: HELP,
        receivedAt: '2026-11-20T09:00:01.000Z',
        size: expect.any(Number),
        reason: 'refused: invalid-value title',
      },
      {
        id: 'huge',
        channel: HELP,
        receivedAt: '2026-11-20T09:00:02.000Z',
        size: 99_000_000,
        reason: 'too-large: 99000000 bytes',
      },
    ],
  })
  for (const word of [SECRET_WORDS, 'Camille', 'Coffee']) expect(text).not.toContain(word)
  expect((await administrator.get('/metrics')).text).toContain('satchel_mail_quarantined 3')
})

test('others see nothing and have nothing taken up', async () => {
  const account = { email: 'manager@desk.example', password: 'a managing horse' }
  await addColleague(administrator, orgId, { ...account, role: 'manager', at: `org:${orgId}` })
  const { client: manager } = await signIn(server.url, account)
  for (const ask of [list, (client: ApiClient) => retry(client, 'whole')]) {
    const refused = await ask(manager)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'not-allowed'])
    expect((await ask(createApiClient(server.url))).status).toBe(401)
  }
  expect((await list(administrator)).body.total).toBe(2)
})

test('a mail of somebody else’s mailbox, or one that was never whole, is not taken up', async () => {
  const codeOf = async (id: string) => {
    const { status, body } = await retry(administrator, id)
    return [status, body.error.code]
  }
  expect(await codeOf('foreign')).toEqual([404, 'not-found'])
  expect(await codeOf('nothing')).toEqual([404, 'not-found'])
  expect(await codeOf('huge')).toEqual([409, 'mail-not-recoverable'])
})

test('a mail that is taken up again becomes a ticket and leaves the list', async () => {
  expect((await retry(administrator, 'whole')).status).toBe(204)
  const titles = async () => {
    const { body } = await administrator.get<PullResponse>('/sync/pull')
    return body.changes.flatMap((change) => ('doc' in change ? [change.doc['title']] : []))
  }
  await expect.poll(titles, { timeout: 20_000 }).toContain('Coffee')
  expect((await list(administrator)).body.mails.map(({ id }) => id)).toEqual(['huge'])
  expect((await retry(administrator, 'whole')).status).toBe(404)
})

test('a server that fetches no mail says so', async () => {
  await server.restart({ MAIL_IMAP_URL: undefined })
  const { status, body } = await retry(administrator, 'huge')
  expect([status, body.error.code]).toEqual([409, 'mail-off'])
})
