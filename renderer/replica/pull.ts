import type { CollectionName } from '#shared/kernel/collection-names.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { PULL_LIMIT, PULL_PAGE, type Change, type PullResponse } from '#shared/protocol/wire.ts'
import type { DocumentStore } from './document-store.ts'
import { showDocuments } from './documents-layer.ts'
import type { ReplicaEffects } from './effects.ts'
import type { Exclusive } from './exclusive.ts'
import { META, PULL_AT_FIRST, readMeta, type PullState } from './meta.ts'
import { statesOf, type Base, type DocKey, type DocStates, type Outbox, type Parked } from './outbox.ts'
import { purge } from './purge.ts'
import { readDoc } from './read-doc.ts'
import { removeUnseen } from './remove-unseen.ts'
import { isStorageFull } from './storage-failure.ts'
import type { Exchange, Failure, Transport } from './transport.ts'

export interface PullParts {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly effects: Pick<ReplicaEffects, 'wait'>
  readonly transport: Pick<Transport, 'pull'>
  /** Called after each page with its size, and whether everything is being served anew. */
  readonly onPage: (page: PullResponse, state: PullState) => Promise<void>
  /** Called when the server begins anew, before anything of it is written: time to offer again what it may have lost. */
  readonly onReset: () => Promise<Exchange<void>>
}

/**
 * Changes written under one lock, and the milliseconds of air the screen gets after them. The disk idles between two
 * locks: a first fill, in which nobody has much to write yet, takes more at once.
 */
const CHUNK = 500
const CHUNK_OF_FILL = PULL_LIMIT
const AIR = 4

/**
 * Receives everything the server has for this device, page by page. Each page is written, the waiting entries laid
 * over it, and only then its cursor is stored: a crash in between repeats the page.
 */
export async function pullAll(parts: PullParts, signal: AbortSignal): Promise<Exchange<void>> {
  const { months = 0 } = (await readMeta(parts.outbox.database, META.older)) ?? {}
  const ask = (cursor: string, filled: boolean) =>
    parts.transport.pull(cursor, filled ? PULL_PAGE : PULL_LIMIT, signal, months)
  let ahead: Promise<Exchange<PullResponse>> | undefined
  for (;;) {
    let state = (await readMeta(parts.outbox.database, META.pull)) ?? PULL_AT_FIRST
    const exchange = await (ahead ?? ask(state.cursor, state.filled))
    if (!exchange.ok) {
      if (!isInvalidCursor(exchange.failure) || state.cursor === '') return exchange
      const begun = await beginAnew(parts)
      if (!begun.ok) return begun
      ahead = undefined
      continue
    }
    const page = exchange.value
    if (page.reset || (await mayHaveMissed(parts.outbox, state))) {
      const begun = await beginAnew(parts)
      if (!begun.ok) return begun
      state = begun.value
    }
    // The next page travels while this one is written.
    ahead = page.more ? ask(page.cursor, state.filled) : undefined
    await writePage(parts, page, state, signal)
    const keep = page.reach?.keep
    if (keep && page.reach) await purge(parts, { buckets: keep, since: page.reach.since }, signal)
    if (signal.aborted) return stopped
    await storeCursor(parts, page, state, months)
    await askAgainAbout(parts.outbox, page.changes)
    await parts.onPage(page, state)
    if (!page.more) return { ok: true, value: undefined }
  }
}

/**
 * True when nobody can say of which history this first page is: what was answered may have been answered by another one,
 * which a second restore ended before a cursor was stored. It is offered to this one, then.
 */
async function mayHaveMissed({ database }: Outbox, { cursor, resetting }: PullState): Promise<boolean> {
  return cursor === '' && (resetting || (await database.acknowledged.count()) > 0)
}

function isInvalidCursor(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'cursor-invalid'
}

const stopped: Exchange<void> = { ok: false, failure: { kind: 'network', detail: 'stopped' } }

/**
 * The cursor goes at once: kept, it could be good again after a crash, and everything not served would seem to be gone.
 * What waits was written on revisions that may mean something else now: what its author saw is told by the values.
 */
async function beginAnew(parts: PullParts): Promise<Exchange<PullState>> {
  const { database } = parts.outbox
  const state: PullState = { ...PULL_AT_FIRST, resetting: true }
  await parts.exclusive(() =>
    database.transaction('rw', database.meta, database.seen, database.pending, async () => {
      await database.seen.clear()
      await database.pending.toCollection().modify({ baseRev: 0, again: true })
      await database.meta.put({ key: META.pull.key, value: state })
      await database.meta.put({ key: META.reofferedThrough.key, value: 0 })
    }),
  )
  const offered = await parts.onReset()
  return offered.ok ? { ok: true, value: state } : offered
}

async function writePage(
  parts: PullParts,
  page: PullResponse,
  state: PullState,
  signal: AbortSignal,
): Promise<void> {
  const most = state.filled ? CHUNK : CHUNK_OF_FILL
  for (let at = 0; at < page.changes.length && !signal.aborted; at += most) {
    const chunk = page.changes.slice(at, at + most)
    await parts.exclusive(() => writeChanges(parts, chunk, state.resetting))
    if (page.more || at + most < page.changes.length) await parts.effects.wait(AIR, signal)
  }
}

async function storeCursor(
  parts: PullParts,
  page: PullResponse,
  state: PullState,
  months: number,
): Promise<void> {
  const { database } = parts.outbox
  const isLast = state.resetting && !page.more
  await parts.store.flush?.(page.changes.map((change) => change.collection).filter(parts.store.keeps))
  if (state.resetting) await database.seen.bulkPut(page.changes.flatMap(seenKey))
  if (isLast) await parts.exclusive(() => removeUnseen(parts.store, parts.outbox))
  const next: PullState = {
    cursor: page.cursor,
    resetting: state.resetting && page.more,
    filled: state.filled || !page.more,
    received: state.received + page.changes.length,
    ...reachOf(page, state, months),
  }
  await database.transaction('rw', database.meta, database.seen, async () => {
    await database.meta.put({ key: META.pull.key, value: next })
    if (isLast) await database.seen.clear()
  })
}

/** How far back closed tickets are held once this page is written. */
function reachOf({ reach, more }: PullResponse, { since, months }: PullState, asked: number) {
  const held = reach ? { since: reach.since } : since === undefined ? {} : { since }
  const known = more || !reach ? months : asked
  return known === undefined ? held : { ...held, months: known }
}

function seenKey(change: Change) {
  return 'gone' in change ? [] : [{ collection: change.collection, docId: String(change.doc['id']) }]
}

/** What a list of changes means for this device. */
interface Sorted {
  /** Documents nothing waits on. */
  readonly plain: Map<CollectionName, Map<Id, Doc>>
  readonly gone: Map<CollectionName, Set<Id>>
  readonly bases: Base[]
  readonly parked: Parked[]
}

/** Writes changes of the server; repeatable. Call it under the write lock. */
export async function writeChanges(
  parts: Pick<PullParts, 'store' | 'outbox'>,
  changes: readonly Change[],
  resetting: boolean,
): Promise<void> {
  const { store, outbox } = parts
  const keys = changes.map((change): DocKey => [change.collection, idOf(change)])
  const states = await outbox.states(keys)
  const sorted = sort(store, states, changes, resetting)
  await outbox.putBases(sorted.bases)
  const mayReplace = (stored: Doc, next: Doc) => resetting || next.rev >= stored.rev
  const parked = [...sorted.parked]
  for (const [name, docs] of sorted.plain) {
    parked.push(...(await putAll(store, name, [...docs.values()], mayReplace)))
  }
  for (const [name, ids] of sorted.gone) await store.erase(name, [...ids])
  await outbox.forgetPrevious(
    [...sorted.gone].flatMap(([name, ids]) => [...ids].map((id): DocKey => [name, id])),
  )
  const rebasedKeys = sorted.bases.map((base): DocKey => [base.collection, base.docId])
  const entries = rebasedKeys.flatMap((key) => states.entries(...key))
  await showDocuments(store, statesOf(entries, sorted.bases), rebasedKeys)
  await replaceParked(outbox, keys, parked)
}

function sort(
  store: DocumentStore,
  states: DocStates,
  changes: readonly Change[],
  resetting: boolean,
): Sorted {
  const sorted: Sorted = { plain: new Map(), gone: new Map(), bases: [], parked: [] }
  for (const change of lastOfEach(changes)) {
    const collection = change.collection
    if (!store.keeps(collection)) continue
    const docId = idOf(change)
    const waits = states.base(collection, docId) !== undefined
    const read = 'gone' in change ? 'gone' : readDoc(collection, change.doc)
    if (read === 'gone' || ('unreadable' in read && isTombstone(change))) {
      getOrMake(sorted.gone, collection, () => new Set<Id>()).add(docId)
      if (waits) sorted.bases.push({ collection, docId, doc: undefined, gone: true })
    } else if ('unreadable' in read) {
      sorted.parked.push({
        collection,
        docId,
        doc: 'doc' in change ? change.doc : {},
        reason: read.unreadable,
      })
    } else if (!waits) {
      getOrMake(sorted.plain, collection, () => new Map<Id, Doc>()).set(docId, read.doc)
    } else if (resetting || read.doc.rev >= (states.base(collection, docId)?.doc?.rev ?? 0)) {
      sorted.bases.push({ collection, docId, doc: read.doc, gone: false })
    }
  }
  return sorted
}

function idOf(change: Change): Id {
  return 'gone' in change ? change.id : String(change.doc['id'])
}

function lastOfEach(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [`${change.collection}/${idOf(change)}`, change])).values()]
}

/** What is parked is sent again once its document arrives or a notice speaks of it: then there is a final answer. */
async function askAgainAbout(outbox: Outbox, changes: readonly Change[]): Promise<void> {
  const parked = await outbox.database.pending.where('state').equals('parked').toArray()
  if (parked.length === 0) return
  const docs = new Set(changes.map((change) => `${change.collection}/${idOf(change)}`))
  const told = new Set(changes.map((change) => ('doc' in change ? change.doc['mutationId'] : undefined)))
  const concerned = parked.filter(
    ({ id, collection, docId }) => docs.has(`${collection}/${docId}`) || told.has(id),
  )
  await outbox.mark(
    concerned.map((entry) => entry.seq),
    { state: 'waiting', lastError: '' },
  )
}

/** A deleted document that came without its fields still says that it is deleted. */
function isTombstone(change: Change): boolean {
  return 'doc' in change && typeof change.doc['deletedAt'] === 'string' && change.doc['deletedAt'] !== ''
}

async function replaceParked(
  { database }: Outbox,
  keys: readonly DocKey[],
  parked: readonly Parked[],
): Promise<void> {
  if (parked.length === 0 && (await database.parked.count()) === 0) return
  await database.transaction('rw', database.parked, async () => {
    await database.parked.bulkDelete(keys as DocKey[])
    await database.parked.bulkPut(parked)
  })
}

/** Answers which documents cannot be stored: one of them must not keep the others away. */
async function putAll(
  store: DocumentStore,
  name: CollectionName,
  docs: readonly Doc[],
  mayReplace: (stored: Doc, next: Doc) => boolean,
): Promise<Parked[]> {
  try {
    await store.put(name, docs, mayReplace)
    return []
  } catch (error) {
    if (isStorageFull(error)) throw error
    const [only] = docs
    if (only && docs.length === 1) {
      return [{ collection: name, docId: only.id, doc: only, reason: String(error) }]
    }
    const parked: Parked[] = []
    for (const doc of docs) parked.push(...(await putAll(store, name, [doc], mayReplace)))
    return parked
  }
}

/** Tries documents again that an earlier version could not read. */
export async function retryParked(parts: Pick<PullParts, 'store' | 'outbox' | 'exclusive'>): Promise<void> {
  const parked = await parts.outbox.database.parked.toArray()
  if (parked.length === 0) return
  const changes = parked.map(({ collection, doc }): Change => ({ pos: 1, collection, doc }))
  await parts.exclusive(() => writeChanges(parts, changes, false))
}

function getOrMake<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  const found = all.get(key) ?? make()
  all.set(key, found)
  return found
}
