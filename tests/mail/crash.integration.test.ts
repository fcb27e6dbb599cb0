import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PullResponse } from '#shared/protocol/wire.ts'
import { administratorEnvironment, signIn, type ApiClient } from '../support/api-client.ts'
import { startMailServers, type MailServers } from '../support/mail-servers.ts'
import { openMailbox } from '../support/mailbox-client.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'

const MAILS = 30
const KILLS = 4

let servers: MailServers
let server: ServerProcess

beforeAll(async () => {
  servers = await startMailServers()
  const { address, password } = servers.account('helpdesk')
  const login = `${encodeURIComponent(address)}:${encodeURIComponent(password)}@127.0.0.1`
  server = await startServer({
    ...administratorEnvironment,
    MAIL_ADDRESS: address,
    MAIL_SMTP_URL: `smtp://${login}:${servers.smtp.port}`,
    MAIL_IMAP_URL: `imap://${login}:${servers.imap.port}`,
    MAIL_TLS_INSECURE: '1',
  })
})

afterAll(async () => {
  await server.stop()
  await servers.stop()
})

/** Everything the administrator may see, by collection. */
async function pullAll(api: ApiClient): Promise<Map<string, Record<string, unknown>[]>> {
  const found = new Map<string, Record<string, unknown>[]>()
  let cursor = ''
  for (;;) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { body } = await api.get<PullResponse>(`/sync/pull?limit=1000${query}`)
    for (const change of body.changes) {
      if ('doc' in change) found.set(change.collection, [...(found.get(change.collection) ?? []), change.doc])
    }
    cursor = body.cursor
    if (!body.more) return found
  }
}

const ticketsFromMail = async (api: ApiClient) => {
  const tickets = (await pullAll(api)).get('tickets') ?? []
  return tickets.filter(({ source }) => source === 'mail')
}

async function until<T>(what: string, look: () => Promise<T | false>): Promise<T> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const found = await look()
    if (found !== false) return found
    if (performance.now() > deadline) throw new Error(`${what} did not happen:\n${server.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a server that is killed again and again makes one ticket of each mail and acknowledges none twice', async () => {
  const camille = await openMailbox(servers, 'camille.martin')
  const subjects = Array.from({ length: MAILS }, (_, index) => `Crash ${String(index).padStart(2, '0')}`)
  for (const subject of subjects) await camille.send({ to: 'helpdesk@example.test', subject, text: 'x' })
  for (let kill = 0; kill < KILLS; kill++) {
    const { client: api } = await signIn(server.url)
    const before = (await ticketsFromMail(api)).length
    await until('progress', async () => {
      const count = (await ticketsFromMail(api)).length
      return (count > before + 2 || count >= MAILS) && count
    })
    await server.kill()
    await server.restart()
  }
  const { client: api } = await signIn(server.url)
  const tickets = await until('all tickets', async () => {
    const all = await ticketsFromMail(api)
    return all.length >= MAILS && all
  })
  expect(tickets.map(({ title }) => title).toSorted()).toEqual(subjects)
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(MAILS)
  const messages = (await pullAll(api)).get('messages') ?? []
  expect(messages.filter(({ kind }) => kind === 'mail')).toHaveLength(MAILS)
  await camille.waitForMessage(({ subject }) => subject.startsWith('We have received'))
  const acknowledged = (await camille.list()).map(({ subject }) => subject)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  await camille.close()
}, 120_000)
