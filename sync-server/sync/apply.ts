import { specOf } from '#shared/collections.ts'
import { systemActor } from '#shared/kernel/actor.ts'
import { isCollectionName, type CollectionName } from '#shared/kernel/collection-names.ts'
import type { CollectionSpec, ParentRef } from '#shared/kernel/collection.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { applyPatch, sameValue, valueAt, type Patch } from '#shared/kernel/patch.ts'
import { accept, refuse, type Refusal, type Result } from '#shared/kernel/result.ts'
import { checkOutcome, checkPolicy, checkShape, newDoc, type Attempt } from '#shared/policy/check-write.ts'
import { mergePatch, type MergeConflict, type MergeOutcome } from '#shared/protocol/merge.ts'
import type { StoredDoc } from '../store/store.ts'
import { recordActivity } from './activity.ts'
import { moveChildren, sameBuckets } from './children.ts'
import type { AcceptedWrite, ServerWrite } from './hooks.ts'
import { mergeTextByLines } from './merge-text.ts'
import type { Road } from './road.ts'
import { isVisible } from './scope.ts'
import { complete, versionOf } from './stored.ts'
import { forgetAbout, forgetUnseen } from './unseen.ts'

/** Writes that follow from writes go no deeper: a longer chain is a loop. */
const DEEPEST = 8

/** One write somebody wishes for. `baseRev` is `current` where the writer sees the document as it stands. */
export interface Wish {
  readonly collection: CollectionName
  readonly docId: Id
  readonly op: 'create' | 'change'
  readonly patch: Patch
  readonly prev: Patch
  readonly baseRev: number | 'current'
  /** True for what was acknowledged in another history of the server. */
  readonly again?: boolean
}

/** A write that was accepted, with the document as the writer found it and as it stands after it. */
export interface Applied {
  readonly before: Doc | undefined
  readonly after: Doc
  readonly buckets: readonly string[]
  readonly conflicts: readonly MergeConflict[]
  /** True when others wrote since `baseRev`. */
  readonly isMerged: boolean
}

interface Target {
  readonly spec: CollectionSpec
  readonly stored: StoredDoc | undefined
  readonly before: Doc | undefined
  readonly parent: StoredDoc | undefined
}

/**
 * Takes one write up: finds and locks what it concerns, judges it, merges it, stores it and does what follows from
 * it. A refusal leaves nothing written. Who may not see a document is told what they would be told if there were none.
 */
export async function applyWrite(road: Road, wish: Wish): Promise<Result<Applied>> {
  const found = await lockTarget(road, wish)
  if (!found.ok) return found
  const target = found.value
  const attempt = await attemptOf(road, wish, target)
  const forbidden = checkPolicy(attempt)
  if (forbidden) return { ok: false, refusal: forbidden }
  const merged = mergeWish(road, wish, target)
  const effective = Object.fromEntries(merged.changed.map((field) => [field, valueAt(merged.doc, field)]))
  const refusal = checkOutcome(attempt, merged.doc, effective)
  if (refusal) return { ok: false, refusal }
  const { before, stored } = target
  const outcome = { before, conflicts: merged.conflicts, isMerged: isMerged(road, wish, target) }
  if (before && stored && merged.doc.rev === before.rev) {
    return accept({ ...outcome, after: before, buckets: stored.buckets })
  }
  const unfit = await road.hooks[wish.collection]?.check?.(acceptedWrite(road, wish, target, merged))
  if (unfit) return { ok: false, refusal: unfit }
  return accept({ ...outcome, ...(await storeVersion(road, wish, target, merged)) })
}

async function lockTarget(road: Road, wish: Wish): Promise<Result<Target>> {
  const { tx, scope, actor, fits } = road
  const { collection, docId, op, patch } = wish
  const spec = specOf(collection)
  const seen = await tx.doc(collection, docId)
  const absent = checkPresence(road, op, seen)
  if (absent) return { ok: false, refusal: absent }
  const shape = checkShape({ spec, before: seen && complete(spec, seen.doc), patch, docId, actor, fits })
  if (shape) return { ok: false, refusal: shape }
  const ref = spec.parent(asSent(spec, wish, seen && complete(spec, seen.doc)))
  const parent = ref && (await lockParent(road, ref))
  if (ref && (!parent || !isVisible(scope, parent.buckets))) return refuse('parent-missing')
  const stored = await tx.lock(collection, docId)
  const gone = checkPresence(road, op, stored)
  if (gone) return { ok: false, refusal: gone }
  return accept({ spec, stored, before: stored && complete(spec, stored.doc), parent })
}

/** The document a write would make if nobody else had written. */
export function asSent(
  spec: CollectionSpec,
  wish: Pick<Wish, 'docId' | 'patch'>,
  before: Doc | undefined,
): Doc {
  return before ? applyPatch(before, wish.patch) : newDoc(spec, wish.docId, wish.patch)
}

function checkPresence(road: Road, op: Wish['op'], stored: StoredDoc | undefined): Refusal | undefined {
  if (op === 'create') return stored ? refuse('already-exists').refusal : undefined
  return stored && isVisible(road.scope, stored.buckets) ? undefined : refuse('not-found').refusal
}

async function lockParent({ tx }: Road, { collection, id }: ParentRef): Promise<StoredDoc | undefined> {
  const stored = isCollectionName(collection) ? await tx.lock(collection, id) : undefined
  return stored && { ...stored, doc: complete(specOf(stored.collection), stored.doc) }
}

async function attemptOf(road: Road, wish: Wish, { spec, before, parent }: Target): Promise<Attempt<Doc>> {
  const { actor, now, scopes, tx, fits } = road
  const { docId, patch } = wish
  const places = [before, asSent(spec, wish, before)].flatMap((doc) => (doc ? spec.places(doc) : []))
  const named = [...new Set(places.map(({ id }) => id))].filter((id) => id !== '')
  const orgOf = await scopes.orgsOf(tx, named)
  const above = { parent: parent?.doc, parentBuckets: parent?.buckets ?? [] }
  return { spec, before, patch, docId, actor, now, ...above, orgOf, fits }
}

function mergeWish(road: Road, wish: Wish, { spec, stored, before }: Target): MergeOutcome<Doc> {
  const { personId, deviceId, roles } = road.actor
  const current = before ?? newDoc(spec, wish.docId, {})
  const merged = mergePatch<Doc>({
    spec,
    current,
    stamps: stored?.stamps ?? {},
    patch: wish.patch,
    prev: wish.baseRev === 'current' ? current : wish.prev,
    baseRev: baseRevOf(wish, before),
    again: wish.again === true,
    author: { personId, deviceId, roles: [...new Set(roles.map(({ role }) => role))] },
    at: road.at,
    mergeText: mergeTextByLines,
  })
  return before ? merged : { ...merged, doc: { ...merged.doc, rev: 1 } }
}

/** A revision that this history never reached was seen before a restore: it says nothing of what stands now. */
function baseRevOf({ baseRev, again }: Wish, before: Doc | undefined): number {
  const rev = before?.rev ?? 0
  if (again === true) return 0
  if (baseRev === 'current') return rev
  return baseRev > rev ? 0 : baseRev
}

function isMerged(road: Road, wish: Wish, { stored, before }: Target): boolean {
  const baseRev = baseRevOf(wish, before)
  return Object.values(stored?.stamps ?? {}).some(
    (stamp) => stamp.rev > baseRev && stamp.device !== road.actor.deviceId,
  )
}

async function storeVersion(
  road: Road,
  wish: Wish,
  target: Target,
  merged: MergeOutcome<Doc>,
): Promise<Pick<Applied, 'after' | 'buckets'>> {
  const { spec, stored, before, parent } = target
  const { collection, docId } = wish
  const hooks = road.hooks[collection]
  const write = acceptedWrite(road, wish, target, merged)
  const derived = { ...(await hooks?.derive?.(write)), ...scopeField(spec, parent) }
  const after = applyPatch(merged.doc, derived)
  const buckets = parent ? parent.buckets : spec.buckets(after).toSorted()
  const changed = [...new Set([...merged.changed, ...changedBy(derived, merged.doc)])]
  await road.tx.put(versionOf({ spec, stored, doc: after, stamps: merged.stamps, buckets, now: road.now }))
  await recordActivity(road, { spec, before, after, changed, buckets })
  if (stored && !sameBuckets(stored.buckets, buckets)) {
    await moveAlong(road, stored, buckets)
  }
  if (!hooks?.follow) return { after, buckets }
  await hooks.follow({ ...write, after, changed })
  // What followed may have written this very document again.
  const last = await road.tx.doc(collection, docId)
  return last ? { after: complete(spec, last.doc), buckets: last.buckets } : { after, buckets }
}

/** What hangs on a document goes where it goes; who sees it no longer keeps their own words of it, not those of others. */
async function moveAlong(
  road: Road,
  { collection, doc, buckets: old }: StoredDoc,
  buckets: readonly string[],
): Promise<void> {
  const isLeft = old.some((bucket) => !buckets.includes(bucket))
  const onMoved = async (ref: ParentRef): Promise<void> => {
    const isTold = isLeft && isCollectionName(ref.collection) && specOf(ref.collection).mode !== 'pull-only'
    if (isTold) await forgetAbout(road, ref, buckets, (write) => serverWrite(road, write))
  }
  await onMoved({ collection, id: doc.id })
  await moveChildren(road, { collection, id: doc.id }, buckets, onMoved)
}

function scopeField(spec: CollectionSpec, parent: StoredDoc | undefined): Patch {
  return parent && spec.fields['scope'] === 'derived' ? { scope: [...parent.buckets] } : {}
}

function changedBy(derived: Patch, doc: Doc): string[] {
  return Object.keys(derived).filter((field) => !sameValue(derived[field], doc[field]))
}

function acceptedWrite(
  road: Road,
  { collection, docId }: Wish,
  { before, parent }: Target,
  merged: MergeOutcome<Doc>,
): AcceptedWrite {
  const { tx, actor, at, now } = road
  return {
    tx,
    before,
    after: merged.doc,
    changed: merged.changed,
    parent: parent?.doc,
    actor,
    at,
    now,
    idFor: (purpose) => road.idFor(`${collection}/${docId}/${purpose}`),
    write: (write) => serverWrite(road, write),
    forgetUnseen: (personId) => forgetUnseen(road, personId, (write) => serverWrite(road, write)),
  }
}

/** A write of the server itself that follows from another one; a refusal of it is a bug and undoes everything. */
export async function serverWrite(road: Road, write: ServerWrite): Promise<Doc> {
  const depth = road.depth + 1
  if (depth > DEEPEST) throw new Error(`A write to ${write.collection} leads to itself.`)
  const actor = systemActor(road.actor.personId)
  const next: Road = { ...road, actor, scope: 'everything', depth }
  const applied = await applyWrite(next, { ...write, prev: {}, baseRev: 'current' })
  if (applied.ok) return applied.value.after
  const { code, field = '' } = applied.refusal
  throw new Error(`The server's own write to ${write.collection} was refused: ${code} ${field}`.trimEnd())
}
