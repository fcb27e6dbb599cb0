import { pino } from 'pino'
import { v7 } from 'uuid'
import { specOf } from '#shared/collections.ts'
import { systemActor } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { SignedIn } from '#sync-server/portal/contract.ts'
import { createUnknownAccounts } from '#sync-server/app/auth/lock-out.ts'
import { createPasswordHashing } from '#sync-server/app/auth/password-hash.ts'
import { createBlobFiles } from '#sync-server/app/blobs/blob-files.ts'
import { createUploadFiles } from '#sync-server/app/blobs/upload-files.ts'
import { buildServer } from '#sync-server/app/build-server.ts'
import { readConfig, type Config } from '#sync-server/app/config.ts'
import { createLiveHub } from '#sync-server/app/live-hub.ts'
import { createPresence } from '#sync-server/presence/presence.ts'
import { createMetrics } from '#sync-server/app/metrics.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { registerPortal } from '#sync-server/portal/routes.ts'
import type { SignInLinkMail } from '#sync-server/portal/deps.ts'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { createTempDir } from './temp-dir.ts'

/** A whole server in this process, with a clock that can be moved and a mailbox that can be read. */
export interface PortalDesk {
  readonly url: string
  readonly store: Store
  readonly sync: SyncService
  /** Sign-in links that were mailed, the latest last. */
  readonly mailed: readonly SignInLinkMail[]
  /** Resolves with the next link that is mailed. */
  nextMail(): Promise<SignInLinkMail>
  advance(minutes: number): void
  /** Writes a document as the server itself. */
  write(collection: CollectionName, docId: string, patch: Patch, op?: 'create' | 'change'): Promise<Doc>
  /** Lets a person sign in with PORTAL_PASSWORD. */
  givePassword(personId: string): Promise<void>
  browser(): PortalBrowser
  close(): Promise<void>
}

/** An answer as the browser got it. */
export interface PortalAnswer<T> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
}

/** One browser: keeps its cookie, sends the session's header, and remembers every byte it was sent. */
export interface PortalBrowser {
  readonly received: readonly string[]
  readonly session: SignedIn | undefined
  cookie(): string
  get<T = unknown>(path: string): Promise<PortalAnswer<T>>
  send<T = unknown>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<PortalAnswer<T>>
  upload<T = unknown>(bytes: Uint8Array<ArrayBuffer>): Promise<PortalAnswer<T>>
  signIn(email: string): Promise<SignedIn>
}

export const PORTAL_PASSWORD = 'a long enough password'

/** Starts the desk on loopback, with the settings given beside the defaults. */
export async function startPortalDesk(env: Readonly<Record<string, string>> = {}): Promise<PortalDesk> {
  const dir = await createTempDir('portal')
  const read = readConfig({ DATA_DIR: dir.path, PORT: '0', ...env })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { config } = read
  let offset = 0
  const clock = () => new Date(Date.now() + offset).toISOString()
  const log = pino({ level: 'silent' })
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: dir.path, clock, newId: v7 })
  const sync = createSync({ store, hooks: createHooks({ mailDomain: 'desk.example' }), clock, log })
  const mailed: SignInLinkMail[] = []
  const waiting: ((mail: SignInLinkMail) => void)[] = []
  const sendSignInLink = async (mail: SignInLinkMail) => {
    mailed.push(mail)
    waiting.shift()?.(mail)
  }
  const services = { store, sync, config, secretKey: 'k'.repeat(32), version: '0', clock, newId: v7 }
  const parts = await partsOf(services, dir.path)
  sync.onHead((head) => parts.live.poke(head))
  const addFeatures = (app: Parameters<typeof registerPortal>[0]) =>
    registerPortal(app, { ...parts, log, sendSignInLink })
  const app = await buildServer(parts, { log, builtRoot: dir.path, addFeatures })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    store,
    sync,
    mailed,
    nextMail: () => new Promise((resolve) => waiting.push(resolve)),
    advance(minutes) {
      offset += minutes * 60_000
    },
    async write(collection, docId, patch, op = 'create') {
      const written = await sync.write(systemActor('server'), v7(), [{ collection, docId, op, patch }])
      if (!written.ok) throw new Error(`${specOf(collection).name}: ${JSON.stringify(written.refusal)}`)
      return written.value[0] as Doc
    },
    async givePassword(personId) {
      const passwordHash = await parts.accounts.hashing.hash(PORTAL_PASSWORD)
      await store.accounts.putCredential({ personId, passwordHash, failures: 0, lockedUntil: '' })
    },
    browser: () => createBrowser(url),
    async close() {
      parts.live.stop()
      await app.close()
      await sync.stop()
      await store.close()
      await dir.remove()
    },
  }
}

interface Services {
  readonly store: Store
  readonly sync: SyncService
  readonly config: Config
  readonly secretKey: string
  readonly version: string
  readonly clock: () => string
  readonly newId: () => string
}

async function partsOf(services: Services, dataDir: string) {
  const { store, clock, newId, config } = services
  const hashing = await createPasswordHashing()
  const unknown = createUnknownAccounts()
  const accounts = { store, hashing, unknown, clock, newId, sessionDays: config.sessionDays }
  const live = createLiveHub()
  const presence = createPresence({ store, newId })
  const metrics = createMetrics({
    head: () => store.head(),
    liveConnections: () => live.size(),
    effects: () => store.effects.counts(),
  })
  const blobFiles = createBlobFiles(dataDir)
  const uploads = createUploadFiles(dataDir, blobFiles)
  return { ...services, accounts, live, presence, metrics, blobFiles, uploads }
}

function createBrowser(url: string): PortalBrowser {
  let cookie = ''
  let session: SignedIn | undefined
  const received: string[] = []
  const request = async <T>(method: string, path: string, init: RequestInit): Promise<PortalAnswer<T>> => {
    const response = await fetch(`${url}/api/portal${path}`, { ...init, method, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) cookie = line.split(';')[0] ?? ''
    const text = await response.text()
    received.push(text)
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
    const body = (isJson ? JSON.parse(text) : undefined) as T
    const answered = body as { signedIn?: boolean } | undefined
    if (answered?.signedIn === true) session = body as unknown as SignedIn
    return { status: response.status, headers: response.headers, text, body }
  }
  const own = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> => {
    const all = { origin: url, cookie, 'x-satchel-csrf': session?.csrf, ...headers }
    const given = Object.entries(all).filter(([, value]) => value !== undefined && value !== '')
    return Object.fromEntries(given) as Record<string, string>
  }
  const send: PortalBrowser['send'] = (method, path, body, headers = {}) =>
    request(method, path, {
      body: JSON.stringify(body),
      headers: own({ 'content-type': 'application/json', ...headers }),
    })
  return {
    received,
    get session() {
      return session
    },
    cookie: () => cookie,
    send,
    get: (path) => request('GET', path, { headers: own({ origin: undefined }) }),
    upload: (bytes) =>
      request('POST', '/files', {
        body: bytes,
        headers: own({ 'content-type': 'application/octet-stream' }),
      }),
    async signIn(email) {
      const answer = await send<SignedIn>('POST', '/sign-in', { email, password: PORTAL_PASSWORD })
      if (answer.status !== 200) throw new Error(`signing in was answered with ${answer.text}`)
      return answer.body
    },
  }
}

export const CAMILLE = 'camille.martin@brevent.example'
export const PAUL = 'paul.durand@brevent.example'
/** What every private note of a test says; no browser of a requester may ever receive it. */
export const PRIVATE_MARK = 'PRIVATE-MARK-7f3k'

/** An organisation with two requesters who can sign in, an agent, a category and a site. */
export async function furnish(desk: PortalDesk): Promise<void> {
  const orgId = 'org-1'
  await desk.write('settings', orgId, { kind: 'organisation', orgId, name: 'Brévent Logistics' })
  await desk.write('settings', 'brand-1', {
    kind: 'brand',
    orgId,
    name: 'Brévent IT',
    names: { fr: 'DSI Brévent' },
    data: { colour: '#1F6F8B', secretNote: PRIVATE_MARK },
  })
  await desk.write('settings', 'category-1', {
    kind: 'category',
    orgId,
    name: 'Printing',
    data: { team: PRIVATE_MARK },
  })
  await desk.write('settings', 'site-lyon', { kind: 'site', orgId, name: 'Lyon' })
  const person = (id: string, name: string, email: string, more: Patch = {}) =>
    desk.write('people', id, { name, emails: [email], orgId, siteId: 'site-lyon', ...more })
  await person('camille', 'Camille Martin', CAMILLE, { language: 'fr', phone: PRIVATE_MARK })
  await person('paul', 'Paul Durand', PAUL)
  await person('sarah', 'Sarah Collins', 'sarah.collins@brevent.example', {
    roles: [{ role: 'agent', at: `org:${orgId}` }],
    jobTitle: PRIVATE_MARK,
  })
  await desk.givePassword('camille')
  await desk.givePassword('paul')
}

/** A ticket of Camille's unless told otherwise, with a private note and every internal field marked. */
export async function aTicketWithSecrets(desk: PortalDesk, fields: Patch = {}): Promise<string> {
  const id = v7()
  await desk.write('tickets', id, {
    title: 'Label printer prints grey stripes',
    status: 'open',
    orgId: 'org-1',
    requesterId: 'camille',
    assigneeId: 'sarah',
    resolution: PRIVATE_MARK,
    rootCause: PRIVATE_MARK,
    workaround: PRIVATE_MARK,
    tags: [PRIVATE_MARK],
    createdAt: '2026-11-18T08:00:00.000Z',
    ...fields,
  })
  await desk.write('messages', v7(), {
    ticketId: id,
    kind: 'note',
    visibility: 'private',
    authorId: 'sarah',
    text: PRIVATE_MARK,
    at: '2026-11-18T09:00:00.000Z',
  })
  return id
}

/** Something the desk says in public on a ticket. */
export async function anAnswer(desk: PortalDesk, ticketId: string, fields: Patch = {}): Promise<string> {
  const id = v7()
  await desk.write('messages', id, {
    ticketId,
    kind: 'reply',
    visibility: 'public',
    authorId: 'sarah',
    text: 'A technician comes tomorrow morning.',
    fullText: PRIVATE_MARK,
    bcc: [`${PRIVATE_MARK}@brevent.example`],
    at: new Date().toISOString(),
    ...fields,
  })
  return id
}
