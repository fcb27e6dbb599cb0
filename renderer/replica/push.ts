import { specOf } from '#shared/collections.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import { kindOf, type Doc } from '#shared/kernel/fields.ts'
import { PUSH_LIMIT, type Mutation, type MutationAnswer, type PushResponse } from '#shared/protocol/wire.ts'
import type { DocumentStore } from './document-store.ts'
import { distinct, showDocuments } from './documents-layer.ts'
import type { Exclusive } from './exclusive.ts'
import { META, PULL_AT_FIRST, readMeta, writeMeta } from './meta.ts'
import {
  statesOf,
  type Acknowledged,
  type Base,
  type DocKey,
  type DocStates,
  type Outbox,
  type OutboxEntry,
} from './outbox.ts'
import { readDoc } from './read-doc.ts'
import { settled } from './rebase.ts'
import type { Exchange, Failure, Transport } from './transport.ts'

export interface PushParts {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly transport: Pick<Transport, 'push'>
  /** What keeps an entry back: undefined when nothing, '' when a file it names is on its way, else a refusal code. */
  readonly heldBy: (entry: OutboxEntry) => Promise<string | undefined>
  /** True when the server has failed (500) so often that one of the entries must be the cause. */
  readonly suspectsEntries: () => boolean
  readonly onAnswer: (response: PushResponse) => Promise<void>
}

const PARKED = { state: 'parked', lastError: 'waits-for-parent' } as const
const MOST_BYTES = 1_000_000
/** Longer values are not worth their bytes, except where the server merges against them. */
const LONGEST_PREV = 2000
const MERGED_AGAINST_PREV = ['text', 'set']
/** Instants that only rise or fall: nobody asks what they were. */
const NEVER_CONTESTED = ['latest', 'earliest']

/** The part of a cursor by which the server knows its history; the rest of it is worth no bytes here. */
const historyOf = (cursor: string) => cursor.slice(0, cursor.indexOf('.') + 1)

/**
 * Sends the waiting entries in their order and settles the answers. An entry the server refuses to read is set aside
 * as `stuck` and delays nobody else.
 */
export async function pushAll(parts: PushParts, signal: AbortSignal): Promise<Exchange<void>> {
  const sendable = await sendableEntries(parts)
  for (const batch of batches(sendable)) {
    const failure = await send(parts, batch, signal)
    if (failure) return { ok: false, failure }
  }
  return { ok: true, value: undefined }
}

/** Offers again what was answered before: after a restore the server may have lost it. Answered before: no change. */
export async function offerAgain(parts: PushParts, signal: AbortSignal): Promise<Exchange<void>> {
  const { database } = parts.outbox
  for (;;) {
    const through = await readMeta(database, META.reofferedThrough)
    if (through === undefined) return { ok: true, value: undefined }
    const entries = await parts.outbox.acknowledgedAfter(through, PUSH_LIMIT)
    const [batch] = batches(entries)
    if (!batch) {
      await writeMeta(database, META.reofferedThrough, undefined)
      continue
    }
    const failure = await offerBatch(parts, batch, signal)
    if (failure) return { ok: false, failure }
    await writeMeta(database, META.reofferedThrough, batch.at(-1)?.seq)
  }
}

async function offerBatch(
  parts: PushParts,
  batch: readonly Acknowledged[],
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const exchange = await parts.transport.push(batch.map(toWireAgain), signal, '')
  if (exchange.ok) {
    await takeBackParked(parts, batch, exchange.value)
    return undefined
  }
  if (!isAboutContent(parts, exchange.failure)) return exchange.failure
  if (batch.length === 1) return undefined
  const [first, second] = halves(batch)
  return (await offerBatch(parts, first, signal)) ?? offerBatch(parts, second, signal)
}

/** What hangs on something that the restore lost too waits again, in sight of its author, until that is back. */
async function takeBackParked(
  { store, outbox, exclusive }: PushParts,
  batch: readonly Acknowledged[],
  { answers }: PushResponse,
): Promise<void> {
  const ids = new Set(answers.filter(({ status }) => status === 'parked').map(({ id }) => id))
  const parked = batch
    .filter(({ id }) => ids.has(id))
    .map((entry) => ({ ...entry, ...PARKED, baseRev: 0, again: true }))
  if (parked.length === 0) return
  const keys = distinct(parked.map((entry): DocKey => [entry.collection, entry.docId]))
  const bases = keys.flatMap(([collection, docId]): Base[] =>
    isCollectionName(collection) ? [{ collection, docId, doc: undefined, gone: false }] : [],
  )
  await exclusive(async () => {
    await outbox.takeBack(parked, bases)
    await showDocuments(store, await outbox.states(keys), keys)
  })
}

/** Everything but: what is stuck or parked, what waits for a file, and the later entries of documents these would create. */
async function sendableEntries(parts: PushParts): Promise<OutboxEntry[]> {
  const held = new Set<string>()
  const sendable: OutboxEntry[] = []
  for (const entry of await parts.outbox.all()) {
    if (entry.state === 'parked') continue
    const key = `${entry.collection}/${entry.docId}`
    const heldBy = held.has(key) || entry.state === 'stuck' ? '' : await parts.heldBy(entry)
    if (heldBy === undefined) {
      sendable.push(entry)
      continue
    }
    if (heldBy !== '') await setAside(parts.outbox, entry, heldBy)
    if (entry.op === 'create') held.add(key)
  }
  return sendable
}

async function setAside(outbox: Outbox, entry: OutboxEntry, lastError: string): Promise<void> {
  await outbox.mark([entry.seq], { state: 'stuck', lastError })
}

/** Divides entries so that no request is too long. */
function batches<E extends OutboxEntry>(entries: readonly E[]): E[][] {
  const all: E[][] = []
  let bytes = 0
  for (const entry of entries) {
    const size = new TextEncoder().encode(JSON.stringify(toWire(entry))).length
    const last = all.at(-1)
    if (!last || last.length >= PUSH_LIMIT || bytes + size > MOST_BYTES) {
      all.push([entry])
      bytes = size
    } else {
      last.push(entry)
      bytes += size
    }
  }
  return all
}

/** Sends one batch; a refused one is halved until the entry that spoils it stands alone. */
async function send(
  parts: PushParts,
  batch: readonly OutboxEntry[],
  signal: AbortSignal,
): Promise<Failure | undefined> {
  if (batch.length === 0) return undefined
  const { cursor } = (await readMeta(parts.outbox.database, META.pull)) ?? PULL_AT_FIRST
  const exchange = await parts.transport.push(batch.map(toWire), signal, historyOf(cursor))
  if (exchange.ok) {
    await parts.onAnswer(exchange.value)
    return settle(parts, batch, exchange.value)
  }
  if (!isAboutContent(parts, exchange.failure)) return exchange.failure
  const [only] = batch
  if (only && batch.length === 1) {
    const { failure } = exchange
    await setAside(parts.outbox, only, failure.kind === 'refused' ? failure.code : failure.kind)
    return undefined
  }
  const [first, second] = halves(batch)
  const failure = await send(parts, first, signal)
  if (failure) return failure
  const stillSendable = new Set((await sendableEntries(parts)).map((entry) => entry.seq))
  return send(
    parts,
    second.filter((entry) => stillSendable.has(entry.seq)),
    signal,
  )
}

function halves<E>(batch: readonly E[]): [E[], E[]] {
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}

/** 404, 405: not our server. 426: we are too old. Every other refusal may lie in what was sent. */
const NOT_ABOUT_CONTENT = [404, 405, 426]
/** The server was restored, or is older than this console: everything waits, in its order. */
const ABOUT_THE_SERVER = ['history-changed', 'schema-too-new']

/** True when the server was restored: a pull comes first, and offers again what it lost. */
export function isOtherHistory(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'history-changed'
}

function isAboutContent(parts: PushParts, failure: Failure): boolean {
  if (failure.kind === 'refused') {
    // Our server refuses a whole request with 403 because of who asks; only something in between looks into it.
    const isAboutPerson = failure.status === 403 && failure.code !== 'server-refused'
    const isAboutServer =
      ABOUT_THE_SERVER.includes(failure.code) || NOT_ABOUT_CONTENT.includes(failure.status)
    return !isAboutPerson && !isAboutServer
  }
  return failure.kind === 'unavailable' && failure.broken && parts.suspectsEntries()
}

/** Writes what the answers say, then drops the answered entries: a crash in between only asks again. */
async function settle(
  { store, outbox, exclusive }: PushParts,
  batch: readonly OutboxEntry[],
  { answers, now }: PushResponse,
): Promise<Failure | undefined> {
  const answerOf = new Map(answers.map((answer) => [answer.id, answer]))
  const answered = batch.filter((entry) => answerOf.has(entry.id))
  const isParked = ({ id }: OutboxEntry) => answerOf.get(id)?.status === 'parked'
  const parked = answered.filter(isParked).map((entry) => entry.seq)
  await outbox.mark(parked, PARKED)
  await exclusive(async () => {
    const keys = distinct(answered.map((entry): DocKey => [entry.collection, entry.docId]))
    const states = await outbox.states(keys)
    const waiting = keys.flatMap((key) => states.entries(...key))
    // Another window may have settled some of them: what does not wait any more is done.
    const done = waiting.filter((entry) => answerOf.has(entry.id) && !isParked(entry))
    const touched = distinct(done.map((entry): DocKey => [entry.collection, entry.docId]))
    const bases = touched.map((key) => settledBase(states, key, done, answerOf))
    const taken = done.filter(({ id }) => answerOf.get(id)?.status !== 'rejected')
    const left = waiting.filter((entry) => !done.includes(entry))
    const rest = left.map((entry) => withoutRewritten(entry, taken))
    await outbox.rewrite(rest.filter((entry) => !left.includes(entry)))
    await showDocuments(store, statesOf(rest, bases), touched)
    await store.flush?.(touched.map(([collection]) => collection).filter(store.keeps))
    await outbox.acknowledge(done, bases, now)
  })
  return answered.length === batch.length ? undefined : { kind: 'unreadable', detail: 'answers are missing' }
}

/** Fields in which a later value takes the place of an earlier one of the same author. */
const REPLACED = ['value', 'text']

/** An entry that was set aside, without what its author wrote again since and the server took up: it is not to come back. */
function withoutRewritten(entry: OutboxEntry, taken: readonly OutboxEntry[]): OutboxEntry {
  const { collection, docId, op, state, seq, patch } = entry
  if (op === 'create' || state === 'parked' || !isCollectionName(collection)) return entry
  const later = taken.filter(
    (each) => each.seq > seq && each.collection === collection && each.docId === docId,
  )
  const { fields } = specOf(collection)
  const isRewritten = (field: string) =>
    REPLACED.includes(kindOf(fields, field) ?? '') && later.some((each) => Object.hasOwn(each.patch, field))
  const kept = Object.entries(patch).filter(([field]) => !isRewritten(field))
  return kept.length === Object.keys(patch).length ? entry : { ...entry, patch: Object.fromEntries(kept) }
}

function settledBase(
  states: DocStates,
  [collection, docId]: DocKey,
  answered: readonly OutboxEntry[],
  answerOf: ReadonlyMap<string, MutationAnswer>,
): Base {
  if (!isCollectionName(collection)) throw new Error(`No collection is called ${collection}.`)
  const start: Base = states.base(collection, docId) ?? { collection, docId, doc: undefined, gone: false }
  return answered
    .filter((entry) => entry.collection === collection && entry.docId === docId)
    .reduce((base, entry) => {
      const answer = answerOf.get(entry.id)
      return answer ? settled(specOf(collection), base, entry, answer, docOf(collection, answer)) : base
    }, start)
}

/** The answer's document; one this version cannot read comes again with the pull, which sets it aside. */
function docOf(collection: Base['collection'], answer: MutationAnswer): Doc | undefined {
  const read = answer.doc && readDoc(collection, answer.doc)
  return read && 'doc' in read ? read.doc : undefined
}

/** An entry that was answered before: its revision means nothing in another history, what the person saw still does. */
function toWireAgain(entry: OutboxEntry): Mutation {
  return { ...toWire(entry), baseRev: 0, again: true }
}

/** An entry as the server reads it. */
export function toWire(entry: OutboxEntry): Mutation {
  const { id, collection, docId, op, baseRev, patch, at, schema, again } = entry
  const fields = isCollectionName(collection) ? specOf(collection).fields : {}
  const prev = Object.fromEntries(
    Object.entries(entry.prev).filter(
      ([field, value]) =>
        !NEVER_CONTESTED.includes(fields[field] ?? '') &&
        (MERGED_AGAINST_PREV.includes(fields[field] ?? '') ||
          (JSON.stringify(value) ?? '').length <= LONGEST_PREV),
    ),
  )
  const mutation = { id, collection, docId, op, baseRev, patch, prev, at, schema }
  return again === true ? { ...mutation, again } : mutation
}
