import { isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { digestLine, DOCUMENTS_LIMIT } from '#shared/protocol/digest.ts'
import type { Change } from '#shared/protocol/wire.ts'
import type { DocumentStore } from './document-store.ts'
import type { ReplicaEffects } from './effects.ts'
import type { Exclusive } from './exclusive.ts'
import { META, PULL_AT_FIRST, readMeta } from './meta.ts'
import type { DocKey, Outbox } from './outbox.ts'
import { writeChanges } from './pull.ts'
import type { CheckTransport, CheckWish, Exchange } from './transport.ts'

export interface CheckParts {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly effects: Pick<ReplicaEffects, 'wait'>
  readonly check: CheckTransport
}

/** What came of comparing: `not-now` when there is something to pull first. */
export type Checked = 'not-now' | { readonly repaired: number }

/** Documents read at once, and the milliseconds of air the screen gets after them. */
const CHUNK = 500
const AIR = 10

/**
 * Compares what this device holds with what the server would serve it, and repairs what differs: what is missing or
 * other is fetched, what is too much is removed. What was never accepted stays. Nothing pulls or pushes meanwhile.
 */
export async function checkReplica(parts: CheckParts, signal: AbortSignal): Promise<Exchange<Checked>> {
  const { cursor } = (await readMeta(parts.outbox.database, META.pull)) ?? PULL_AT_FIRST
  const answer = await parts.check.digest(cursor, signal)
  if (!answer.ok) return answer
  if (!answer.value.current) return { ok: true, value: 'not-now' }
  let repaired = 0
  for (const { collection, count, hash } of answer.value.collections) {
    if (!isCollectionName(collection) || !parts.store.keeps(collection)) continue
    const held = await heldRevisions(parts, collection, signal)
    if (signal.aborted) return stopped
    if (held.size === count && (await hashOf(held)) === hash) continue
    const repair = await repairCollection(parts, { collection, cursor }, held, signal)
    if (!repair.ok) return repair
    repaired += repair.value
  }
  return { ok: true, value: { repaired } }
}

const stopped: Exchange<never> = { ok: false, failure: { kind: 'network', detail: 'stopped' } }

/** What the server gave of a collection, by id: what was made here and never accepted is not among it. */
async function heldRevisions(
  { store, outbox, effects }: CheckParts,
  name: CollectionName,
  signal: AbortSignal,
): Promise<Map<Id, number>> {
  const held = new Map<Id, number>()
  const ids = await store.ids(name)
  for (let at = 0; at < ids.length && !signal.aborted; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK)
    const docs = await store.read(name, chunk)
    const states = await outbox.states(chunk.map((id): DocKey => [name, id]))
    for (const [id, doc] of docs) {
      const base = states.base(name, id)
      const known = base ? base.doc : doc
      if (known && known.rev > 0) held.set(id, known.rev)
    }
    if (at + CHUNK < ids.length) await effects.wait(AIR, signal)
  }
  const unreadable = await outbox.database.parked
    .where('[collection+docId]')
    .between([name, ''], [name, '\uffff'])
    .toArray()
  for (const { docId, doc } of unreadable) held.set(docId, Number(doc['rev']))
  return held
}

async function hashOf(held: ReadonlyMap<Id, number>): Promise<string> {
  const lines = [...held.keys()].sort().map((id) => digestLine({ id, rev: held.get(id) ?? 0 }))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('')))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Makes a collection equal to the server's; resolves with how many documents had to be repaired. */
async function repairCollection(
  parts: CheckParts,
  wish: CheckWish & { readonly collection: CollectionName },
  held: ReadonlyMap<Id, number>,
  signal: AbortSignal,
): Promise<Exchange<number>> {
  const { collection } = wish
  const extra = new Set(held.keys())
  const wanted: Id[] = []
  for (let after = '', more = true; more;) {
    const page = await parts.check.revisions(wish, after, signal)
    if (!page.ok) return page
    for (const { id, rev } of page.value.revisions) {
      extra.delete(id)
      if (held.get(id) !== rev) wanted.push(id)
      after = id
    }
    more = page.value.more
  }
  for (let at = 0; at < wanted.length; at += DOCUMENTS_LIMIT) {
    const fetched = await parts.check.documents(wish, wanted.slice(at, at + DOCUMENTS_LIMIT), signal)
    if (!fetched.ok) return fetched
    await write(
      parts,
      fetched.value.docs.map((doc): Change => ({ pos: 1, collection, doc })),
    )
  }
  await write(
    parts,
    [...extra].map((id): Change => ({ pos: 1, collection, id, gone: true })),
  )
  return { ok: true, value: wanted.length + extra.size }
}

/** The server's word stands whatever the revision: this device is known to be wrong. */
async function write(parts: CheckParts, changes: readonly Change[]): Promise<void> {
  for (let at = 0; at < changes.length; at += CHUNK) {
    await parts.exclusive(() => writeChanges(parts, changes.slice(at, at + CHUNK), true))
  }
}
