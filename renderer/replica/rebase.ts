import type { CollectionSpec } from '#shared/kernel/collection.ts'
import { kindOf, type Doc } from '#shared/kernel/fields.ts'
import { applyPatch, valueAt, type Patch } from '#shared/kernel/patch.ts'
import { newDoc } from '#shared/policy/check-write.ts'
import { bucketsFor } from '#shared/policy/scope.ts'
import type { MutationAnswer } from '#shared/protocol/wire.ts'
import type { Base, OutboxEntry } from './outbox.ts'

/**
 * The document as the person sees it: the server's state with the waiting entries over it, in order. Undefined when
 * there is nothing to show: it left the scope, or nobody here created it.
 */
export function rebased(
  spec: CollectionSpec<Doc>,
  base: Base | undefined,
  entries: readonly OutboxEntry[],
  parent: Doc | undefined,
): Doc | undefined {
  if (base?.gone) return undefined
  let doc = base?.doc
  for (const entry of entries) {
    if (doc) doc = applyPatch(doc, entry.patch)
    else if (entry.op === 'create') doc = created(spec, entry, parent)
  }
  return doc
}

/** A document made here: until the server placed it, a child lies where its parent does. */
function created(spec: CollectionSpec<Doc>, entry: OutboxEntry, parent: Doc | undefined): Doc {
  const doc = newDoc(spec, entry.docId, entry.patch)
  return 'scope' in doc && parent ? { ...doc, scope: bucketsFor(spec, doc, parent) } : doc
}

/** The parent whose place a new document takes, when these entries create one. */
export function parentOfNew(
  spec: CollectionSpec<Doc>,
  base: Base | undefined,
  entries: readonly OutboxEntry[],
) {
  const creation = base?.doc ? undefined : entries.find((entry) => entry.op === 'create')
  return creation && spec.parent(newDoc(spec, creation.docId, creation.patch))
}

/** The server's state after it answered an entry. `answered` is its document, when it sent one that can be read. */
export function settled(
  spec: CollectionSpec<Doc>,
  base: Base,
  entry: OutboxEntry,
  answer: MutationAnswer,
  answered: Doc | undefined,
): Base {
  if (base.gone) return base
  if (answer.gone) return { ...base, doc: undefined, gone: true }
  if (answered) return isOlder(answered, base.doc) ? base : { ...base, doc: answered }
  if (answer.status === 'rejected') return base
  if (base.doc) {
    if (answer.rev <= base.doc.rev) return base
    return { ...base, doc: { ...applyPatch(base.doc, entry.patch), rev: answer.rev } }
  }
  return entry.op === 'create'
    ? { ...base, doc: { ...newDoc(spec, entry.docId, entry.patch), rev: answer.rev } }
    : base
}

function isOlder(doc: Doc, than: Doc | undefined): boolean {
  return than !== undefined && doc.rev < than.rev
}

/** What the person saw in the fields a patch changes. */
export function previousValues(doc: Doc | undefined, patch: Patch): Record<string, unknown> {
  if (!doc) return {}
  return Object.fromEntries(
    Object.keys(patch).flatMap((field) => {
      const value = valueAt(doc, field)
      return value === undefined ? [] : [[field, value]]
    }),
  )
}

/**
 * The revision a new entry starts from. Where an earlier entry of the same field still waits, it is that one's: the
 * person has not seen what others made of that field since.
 */
export function baseRevision(
  spec: CollectionSpec<Doc>,
  shown: Doc | undefined,
  patch: Patch,
  waiting: readonly OutboxEntry[],
) {
  const contested = Object.keys(patch).filter((field) =>
    ['value', 'text'].includes(kindOf(spec.fields, field) ?? ''),
  )
  const earlier = waiting.filter((entry) => contested.some((field) => field in entry.patch))
  return Math.min(shown?.rev ?? 0, ...earlier.map((entry) => entry.baseRev))
}
