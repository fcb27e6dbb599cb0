import { createSync } from '#sync-server/sync/create-sync.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { createBlobFiles } from '#sync-server/app/blobs/blob-files.ts'
import type { MailServer, MailboxConnection } from '#sync-server/mail/channel.ts'
import type { MailDeps } from '#sync-server/mail/deps.ts'
import { startMail, type Mail, type MailTimes } from '#sync-server/mail/start-mail.ts'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import type { ServerWrite } from '#sync-server/sync/hooks.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { systemActor } from '#shared/kernel/actor.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { Message } from '#shared/messages/schema.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { v7 } from 'uuid'
import { createTempDir } from '../support/temp-dir.ts'
import type { MailServers } from '../support/mail-servers.ts'

export const ORG_ID = 'acme'
export const AGENT_ID = 'agent-alex'
export const SECRET = 'a secret for tests, long enough to sign with'

/** Times short enough for tests. */
export const FAST: Required<MailTimes> = {
  fetch: {
    pollMs: 2_000,
    answerMs: 1_000,
    leaseMs: 30_000,
    backoffMs: { first: 50, longest: 500 },
    retryMs: 50,
  },
  effects: { pollMs: 200, leaseMs: 10_000, retryMs: [200, 200, 200, 200, 200, 200] },
}

/** A desk of its own: a store, sync, and what mail needs; mail itself is started by the test. */
export interface Desk {
  readonly store: Store
  readonly sync: SyncService
  readonly deps: MailDeps
  /** Starts mail; more than once for several processes. */
  start(change?: Partial<MailDeps>): Mail
  tickets(): Promise<readonly Ticket[]>
  messages(ticketId: string): Promise<readonly Message[]>
  people(): Promise<readonly Person[]>
  /** An agent's public answer; returns the message's id. */
  reply(ticketId: string, fields: Partial<Message>): Promise<string>
  write(writes: readonly ServerWrite[]): Promise<void>
  /** The value as soon as there is one; throws after `deadlineMs`. */
  until<T>(what: string, look: () => Promise<T | undefined | false>, deadlineMs?: number): Promise<T>
  close(): Promise<void>
}

/** How the test servers are reached as the mailbox of an account. */
export function mailboxOn(
  servers: MailServers,
  localPart: string,
  change: { readonly smtpPort?: number; readonly imapPort?: number; readonly noImap?: boolean } = {},
): MailboxConnection {
  const { address, password } = servers.account(localPart)
  const at = (port: number): MailServer => ({
    host: '127.0.0.1',
    port,
    secure: false,
    user: address,
    password,
  })
  return {
    address,
    domain: 'desk.example.test',
    smtp: at(change.smtpPort ?? servers.smtp.port),
    imap: change.noImap ? undefined : at(change.imapPort ?? servers.imap.port),
    tlsInsecure: true,
  }
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** Opens a desk with one organisation, one mailbox setting and one agent. */
export async function openDesk(mailbox: MailboxConnection, databaseUrl?: string): Promise<Desk> {
  const dir = await createTempDir('desk')
  const [clock, newId] = [systemClock, v7]
  const store = await openStore({ databaseUrl, dataDir: dir.path, clock, newId })
  const sync = createSync({ store, hooks: createHooks({ mailDomain: mailbox.domain }), clock })
  const files = createBlobFiles(dir.path)
  const deps: MailDeps = { store, sync, files, mailbox, secret: SECRET, clock, newId, log: quiet }
  const running: Mail[] = []
  const write: Desk['write'] = async (writes) => {
    const written = await sync.write(systemActor(AGENT_ID), newId(), writes)
    if (!written.ok) throw new Error(JSON.stringify(written.refusal))
  }
  await write(setUp(mailbox.address))
  const all = async <T>(collection: 'tickets' | 'people'): Promise<T[]> => {
    const found = await store.list(collection, { limit: 500 })
    return found.map(({ doc }) => doc as unknown as T)
  }
  return {
    store,
    sync,
    deps,
    write,
    start(change = {}) {
      const mail = startMail({ ...deps, ...change }, FAST)
      running.push(mail)
      return mail
    },
    tickets: () => all<Ticket>('tickets'),
    people: () => all<Person>('people'),
    async messages(ticketId) {
      const found = await store.find('messages', 'ticket', ticketId, { limit: 500 })
      return found.map(({ doc }) => doc as unknown as Message).toSorted((a, b) => (a.at < b.at ? -1 : 1))
    },
    async reply(ticketId, fields) {
      const docId = newId()
      const patch = {
        ticketId,
        kind: 'reply',
        visibility: 'public',
        authorId: AGENT_ID,
        at: clock(),
        ...fields,
      }
      await write([{ collection: 'messages', docId, op: 'create', patch }])
      return docId
    },
    async until(what, look, deadlineMs = 20_000) {
      const deadline = performance.now() + deadlineMs
      for (;;) {
        const found = await look()
        if (found) return found as never
        if (performance.now() > deadline) throw new Error(`${what} did not happen within ${deadlineMs} ms`)
        await nextActivity(store)
      }
    },
    async close() {
      for (const mail of running.splice(0)) await mail.stop()
      await sync.stop()
      await store.close()
      await dir.remove()
    },
  }
}

function setUp(address: string): ServerWrite[] {
  const setting = (docId: string, patch: ServerWrite['patch']): ServerWrite => ({
    collection: 'settings',
    docId,
    op: 'create',
    patch: { orgId: ORG_ID, ...patch },
  })
  const data = { address, teamId: 'team-desk', categoryId: '', language: 'en' }
  return [
    setting(ORG_ID, { kind: 'organisation', name: 'Acme' }),
    setting('mailbox-help', { kind: 'mailbox', name: 'Acme Help', data }),
    {
      collection: 'people',
      docId: AGENT_ID,
      op: 'create',
      patch: {
        name: 'Alex Agent',
        emails: ['agent@example.test'],
        orgId: ORG_ID,
        roles: [{ role: 'agent', at: `org:${ORG_ID}` }],
      },
    },
  ]
}

/** Waits for anything to be written, and looks again after a short while in any case: mail servers tell nobody. */
function nextActivity(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = store.onActivity(done)
    const timer = setTimeout(done, 50)
  })
}
