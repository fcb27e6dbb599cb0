import { v7 } from 'uuid'
import { systemActor, type Actor, type Role } from '#shared/kernel/actor.ts'
import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Notice } from '#shared/notices/schema.ts'
import type { Change, Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import { createHooks } from '#sync-server/features/hooks.ts'
import { openStore } from '#sync-server/store/open-store.ts'
import type { Store } from '#sync-server/store/store.ts'
import { createSync } from '#sync-server/sync/create-sync.ts'
import type { Hooks, ServerWrite } from '#sync-server/sync/hooks.ts'
import type { SyncService } from '#sync-server/sync/service.ts'
import { createDatabase } from '#tests/support/postgres-cluster.ts'
import { createTempDir } from '#tests/support/temp-dir.ts'

export const STORES = ['sqlite', 'postgres'] as const
export type StoreKind = (typeof STORES)[number]

/** Where a test's documents lie: `make` opens it as one more process. */
export interface Place {
  open(): Promise<Store>
  destroy(): Promise<void>
}

/** An empty database of the kind; PostgreSQL's lies on the server of `adminUrl`. */
export async function newPlace(kind: StoreKind, adminUrl: string): Promise<Place> {
  const dir = await createTempDir('desk')
  const database = kind === 'postgres' ? await createDatabase(adminUrl) : undefined
  const clock = () => new Date().toISOString()
  return {
    open: () => openStore({ dataDir: dir.path, databaseUrl: database?.url, clock, newId: v7 }),
    async destroy() {
      await database?.drop()
      await dir.remove()
    },
  }
}

/** A desk of two organisations: acme with the sites lyon and paris, and globex. */
export interface Desk {
  readonly store: Store
  readonly sync: SyncService
  /** The server's clock, which stands still until it is set. */
  now: Instant
  push(actor: Actor, ...mutations: readonly Mutation[]): Promise<readonly MutationAnswer[]>
  /** Pushes one mutation and returns its answer. */
  send(actor: Actor, mutation: Mutation): Promise<MutationAnswer>
  /** Creates a document as the server and returns it. */
  create(collection: CollectionName, docId: Id, patch: Patch, by?: Id): Promise<Doc>
  write(by: Id, ...writes: readonly ServerWrite[]): ReturnType<SyncService['write']>
  /** The document as it is stored. */
  stored(collection: CollectionName, docId: Id): Promise<Doc | undefined>
  /** A replica of this actor at rest: everything it pulls, page by page, from the beginning. */
  replica(actor: Actor): Promise<Replica>
  notices(actor: Actor): Promise<readonly Notice[]>
  close(): Promise<void>
}

/** What a device holds after pulling: documents by `collection/id`, the changes in their order, and the cursor. */
export interface Replica {
  readonly docs: Map<string, Doc>
  readonly changes: readonly Change[]
  readonly cursor: string
}

export const NOON = '2026-11-20T12:00:00.000Z'

function anActor(personId: Id, role: Role, at: string, device = `${personId}-laptop`): Actor {
  return { personId, deviceId: device, roles: [{ role, at }] }
}

export const ann = anActor('ann', 'agent', 'org:acme')
export const annsPhone = anActor('ann', 'agent', 'org:acme', 'ann-phone')
export const bob = anActor('bob', 'agent', 'org:acme')
export const mona = anActor('mona', 'manager', 'org:acme')
export const luc = anActor('luc', 'technician', 'site:lyon')
export const pia = anActor('pia', 'technician', 'site:paris')
export const gus = anActor('gus', 'agent', 'org:globex')
export const olga = anActor('olga', 'auditor', 'org:acme')

const STAFF = [ann, bob, mona, luc, pia, gus, olga]

const SETTINGS: readonly (readonly [id: Id, kind: string, orgId: Id])[] = [
  ['acme', 'organisation', 'acme'],
  ['lyon', 'site', 'acme'],
  ['paris', 'site', 'acme'],
  ['globex', 'organisation', 'globex'],
]

/** Opens a desk with its people on an empty or existing database. `hooks` replaces those of the features. */
export async function openDesk(
  place: Place,
  hooks: Hooks = createHooks({ mailDomain: 'desk.example' }),
): Promise<Desk> {
  const store = await place.open()
  const clock = () => desk.now
  const sync = createSync({ store, hooks, clock })
  const desk: Desk = {
    store,
    sync,
    now: NOON,
    push: (actor, ...mutations) => sync.push(actor, mutations),
    async send(actor, mutation) {
      const [answer] = await sync.push(actor, [mutation])
      if (!answer) throw new Error('there is no answer')
      return answer
    },
    async create(collection, docId, patch, by = 'ann') {
      const written = await desk.write(by, { collection, docId, op: 'create', patch })
      if (!written.ok) throw new Error(JSON.stringify(written.refusal))
      return written.value[0] as Doc
    },
    write: (by, ...writes) => sync.write(systemActor(by), v7(), writes),
    stored: async (collection, docId) => (await store.doc(collection, docId))?.doc,
    replica: (actor) => pullAll(sync, actor),
    async notices(actor) {
      const { docs } = await pullAll(sync, actor)
      return [...docs]
        .filter(([key]) => key.startsWith('notices/'))
        .map(([, doc]) => doc as unknown as Notice)
    },
    async close() {
      await sync.stop()
      await store.close()
    },
  }
  if ((await store.count('people')) === 0) await populate(desk)
  return desk
}

async function populate(desk: Desk): Promise<void> {
  for (const [docId, kind, orgId] of SETTINGS) {
    await desk.create('settings', docId, { kind, orgId, name: docId })
  }
  for (const { personId, roles } of STAFF) {
    const orgId = roles[0]?.at.includes('globex') ? 'globex' : 'acme'
    const emails = [`${personId}@${orgId}.example`]
    await desk.create('people', personId, { name: personId, emails, orgId, roles: [...roles] })
  }
  await desk.create('people', 'rita', { name: 'Rita', emails: ['rita@acme.example'], orgId: 'acme' })
}

/** Everything after a cursor, in small pages; `limit` changes at once. */
export async function pullAll(sync: SyncService, actor: Actor, cursor?: string, limit = 7): Promise<Replica> {
  const docs = new Map<string, Doc>()
  const changes: Change[] = []
  for (let at = cursor; ;) {
    const page = await sync.pull(actor, at, limit)
    if (!page.ok) throw new Error(page.refusal.code)
    for (const change of page.value.changes) {
      changes.push(change)
      if ('doc' in change)
        docs.set(`${change.collection}/${String(change.doc['id'])}`, change.doc as unknown as Doc)
      else docs.delete(`${change.collection}/${change.id}`)
    }
    at = page.value.cursor
    if (!page.value.more) return { docs, changes, cursor: at }
  }
}

/** A mutation that creates a document. */
export function creation(
  collection: CollectionName,
  docId: Id,
  patch: Patch,
  more: Partial<Mutation> = {},
): Mutation {
  return {
    id: v7(),
    collection,
    docId,
    op: 'create',
    baseRev: 0,
    patch: { ...patch },
    at: NOON,
    schema: 0,
    ...more,
  }
}

/** A mutation that changes the document somebody sees: its revision and the values it replaces come from `seen`. */
export function change(
  collection: CollectionName,
  seen: Doc,
  patch: Patch,
  more: Partial<Mutation> = {},
): Mutation {
  const prev = Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field]]))
  const common = { id: v7(), collection, docId: seen.id, op: 'change' as const, at: NOON, schema: 0 }
  return { ...common, baseRev: seen.rev, patch: { ...patch }, prev, ...more }
}

/** The fields of a ticket of acme, in lyon unless told otherwise. */
export function aTicket(patch: Patch = {}): Patch {
  const times = { createdAt: NOON, updatedAt: NOON }
  return {
    title: 'No network',
    orgId: 'acme',
    siteId: 'lyon',
    requesterId: 'rita',
    label: 'NEW-7F3K',
    ...times,
    ...patch,
  }
}

/** The fields of a reply by somebody. */
export function aReply(ticketId: Id, by: Actor, patch: Patch = {}): Patch {
  return {
    ticketId,
    kind: 'reply',
    visibility: 'public',
    authorId: by.personId,
    text: 'Try again',
    at: NOON,
    ...patch,
  }
}
