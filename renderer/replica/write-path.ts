import { specOf } from '#shared/collections.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import type { DocumentStore } from './document-store.ts'
import { distinct, showDocuments } from './documents-layer.ts'
import type { ReplicaEffects } from './effects.ts'
import type { Exclusive } from './exclusive.ts'
import { META, PULL_AT_FIRST, readMeta } from './meta.ts'
import { statesOf, type Base, type DocKey, type DocStates, type Outbox, type OutboxEntry } from './outbox.ts'
import { baseRevision, previousValues, rebased } from './rebase.ts'
import type { WriteRequest } from './replica.ts'

export interface WritePathParts {
  readonly store: DocumentStore
  readonly outbox: Outbox
  readonly exclusive: Exclusive
  readonly effects: Pick<ReplicaEffects, 'now' | 'newId'>
  /** Told when the act is safe in the log but the documents could not follow: a full disk. */
  readonly onDocumentsFailed: (error: unknown) => void
}

type NewEntry = Omit<OutboxEntry, 'seq'>

/**
 * Saves acts of a person: the log first, then the documents. Resolves once they survive a crash; rejects when the log
 * could not be written, and then nothing was saved.
 */
export async function write(parts: WritePathParts, requests: readonly WriteRequest[]): Promise<void> {
  if (requests.length === 0) return
  await parts.exclusive(async () => {
    const { store, outbox } = parts
    const keys = distinct(requests.map(({ collection, docId }): DocKey => [collection, docId]))
    const before = await outbox.states(keys)
    const bases = await missingBases(store, before, keys)
    const states = extended(before, keys, { entries: [], bases })
    // While everything is served anew, what is shown may still be of another history of the server.
    const { resetting } = (await readMeta(outbox.database, META.pull)) ?? PULL_AT_FIRST
    const entries = newEntries(parts, requests, states)
    const saved = await outbox.append(resetting ? entries.map(seenElsewhere) : entries, bases)
    try {
      await showDocuments(store, extended(states, keys, { entries: saved, bases: [] }), keys)
    } catch (error) {
      parts.onDocumentsFailed(error)
    }
  })
}

/** An act whose author is told by the values what was seen, since the revision may be another history's. */
function seenElsewhere(entry: NewEntry): NewEntry {
  return { ...entry, baseRev: 0, again: true }
}

/** A document without waiting entries is as the server knows it: that is its base from now on. */
async function missingBases(
  store: DocumentStore,
  states: DocStates,
  keys: readonly DocKey[],
): Promise<Base[]> {
  const bases: Base[] = []
  for (const [name, docId] of keys) {
    const collection = name as WriteRequest['collection']
    if (states.base(collection, docId)) continue
    const stored = store.keeps(collection) ? await store.read(collection, [docId]) : new Map<string, Doc>()
    bases.push({ collection, docId, doc: stored.get(docId), gone: false })
  }
  return bases
}

/** The same states with more in them. */
function extended(
  states: DocStates,
  keys: readonly DocKey[],
  more: { readonly entries: readonly OutboxEntry[]; readonly bases: readonly Base[] },
): DocStates {
  const entries = keys.flatMap((key) => states.entries(...key))
  const bases = keys.flatMap((key) => states.base(...key) ?? [])
  return statesOf([...entries, ...more.entries], [...bases, ...more.bases])
}

function newEntries(parts: WritePathParts, requests: readonly WriteRequest[], states: DocStates): NewEntry[] {
  const entries: NewEntry[] = []
  const at = new Date(parts.effects.now()).toISOString()
  for (const { collection, docId, op, patch: asked } of requests) {
    const patch = withoutUndefined(asked)
    const spec = specOf(collection)
    const sameDoc = entries.filter((entry) => entry.collection === collection && entry.docId === docId)
    const waiting = [...states.entries(collection, docId), ...sameDoc.map((entry) => ({ ...entry, seq: 0 }))]
    const shown = rebased(spec, states.base(collection, docId), waiting, undefined)
    entries.push({
      id: parts.effects.newId(),
      collection,
      docId,
      op,
      baseRev: baseRevision(spec, shown, patch, waiting),
      patch,
      prev: previousValues(shown, patch),
      at,
      schema: spec.version,
      state: 'waiting',
      lastError: '',
    })
  }
  return entries
}

/** JSON has no undefined: the server would not see the field, and an index would lose the document. */
function withoutUndefined(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
