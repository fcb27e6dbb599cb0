import { specOf } from '#shared/collections.ts'
import type { Actor } from '#shared/kernel/actor.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import type { CollectionSpec } from '#shared/kernel/collection.ts'
import type { Doc } from '#shared/kernel/fields.ts'
import { sameValue, type Patch } from '#shared/kernel/patch.ts'
import { refuse, type Refusal } from '#shared/kernel/result.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import type { Mutation, MutationAnswer } from '#shared/protocol/wire.ts'
import { applyWrite, asSent, type Applied, type Wish } from './apply.ts'
import { missingParent } from './missing-parent.ts'
import { reportConflicts, reportRejection } from './notices.ts'
import { roadOf, type Road, type SyncParts } from './road.ts'
import { isVisible, type Scope } from './scope.ts'
import { complete } from './stored.ts'
import type { DocRef } from '../store/parked-store.ts'
import type { StoreTx } from '../store/store.ts'

/** How far a device's clock may be ahead before its instants count as now. */
const AHEAD_MINUTES = 5
/** Most mutations of one device that wait for what they hang on. */
const MOST_PARKED = 500

/** Who pushes, and what they see. */
export interface Sender {
  readonly actor: Actor
  readonly scope: Scope
}

/**
 * Takes up mutations in their order in one transaction: everything that follows from them and their answers are there,
 * or nothing is. A mutation that was answered before gets the same answer, without what its sender may no longer see.
 */
export function takeUp(
  parts: SyncParts,
  sender: Sender,
  mutations: readonly Mutation[],
): Promise<MutationAnswer[]> {
  return inOneTransaction(parts, sender, mutations, async (road, mutation) => {
    const judged = await judge(road, mutation)
    return 'answer' in judged ? judged.answer : park(road, mutation, judged.waitsFor)
  })
}

/** The answer to a mutation, or the document it waits for; nothing is written for one that waits. */
export type Judgement = { readonly answer: MutationAnswer } | { readonly waitsFor: DocRef }

/** Writes what a mutation wishes for, or keeps it for its author with the reason why not. */
export async function judge(road: Road, mutation: Mutation): Promise<Judgement> {
  const { collection } = mutation
  if (!isCollectionName(collection)) {
    return { answer: await reject(road, mutation, refuse('unknown-collection').refusal) }
  }
  const { docId, op, baseRev, prev = {} } = mutation
  const patch = withoutFuture(specOf(collection), mutation.patch, road.now)
  const wish: Wish = { collection, docId, op, patch, prev, baseRev, again: mutation.again === true }
  const applied = await applyWrite(road, wish)
  if (applied.ok) return { answer: await acknowledge(road, wish, mutation, applied.value) }
  const waitsFor = await missingParent(road, wish, applied.refusal)
  return waitsFor ? { waitsFor } : { answer: await reject(road, mutation, applied.refusal) }
}

async function park(road: Road, mutation: Mutation, parent: DocRef): Promise<MutationAnswer> {
  const { tx, actor, now } = road
  const { personId, deviceId } = actor
  if ((await tx.parkedCount(deviceId)) >= MOST_PARKED) {
    return reject(road, mutation, refuse('parent-missing').refusal)
  }
  await tx.park({ deviceId, personId, parent, mutation, at: now })
  return { id: mutation.id, status: 'parked', rev: 0 }
}

/** Answers a mutation that makes the server fail, whatever the reason: it is kept for its author and holds up nobody. */
export function giveUp(parts: SyncParts, sender: Sender, mutation: Mutation): Promise<MutationAnswer[]> {
  return inOneTransaction(parts, sender, [mutation], async (road) => {
    const { refusal } = refuse('internal')
    await reportRejection(road, mutation, refusal, undefined)
    return { id: mutation.id, status: 'rejected', rev: 0, refusal }
  })
}

function inOneTransaction(
  parts: SyncParts,
  { actor, scope }: Sender,
  mutations: readonly Mutation[],
  work: (road: Road, mutation: Mutation) => Promise<MutationAnswer>,
): Promise<MutationAnswer[]> {
  const { deviceId } = actor
  const needs = { deviceId, mutationIds: mutations.map(({ id }) => id), docs: mutations.flatMap(concerned) }
  const answerOne = async (tx: StoreTx, mutation: Mutation): Promise<MutationAnswer> => {
    const known = await tx.ledgerAnswer(deviceId, mutation.id)
    if (known) return withinScope(tx, scope, mutation, known)
    const road = roadOf(parts, tx, { deviceId, id: mutation.id, actor, scope, at: mutation.at })
    const answer = await work(road, mutation)
    await tx.recordAnswer(deviceId, mutation.id, forLedger(answer), road.now)
    return answer
  }
  return parts.store.transact(async (tx) => {
    await tx.prepare(needs)
    const answers: MutationAnswer[] = []
    for (const mutation of mutations) answers.push(await answerOne(tx, mutation))
    return answers
  })
}

/** The document a mutation names and, as far as the mutation tells, the one it hangs on. */
function concerned({ collection, docId, op, patch }: Mutation): DocRef[] {
  if (!isCollectionName(collection)) return []
  const own: DocRef = { collection, id: docId }
  const spec = specOf(collection)
  const parent = op === 'create' ? spec.parent(asSent(spec, { docId, patch }, undefined)) : undefined
  // Nobody has looked at the patch yet: it may name anything.
  const isRef = parent && isCollectionName(parent.collection) && typeof parent.id === 'string'
  return isRef ? [own, { collection: parent.collection, id: parent.id } as DocRef] : [own]
}

/** What holds of an answer whenever it is asked for again; where its document lies is looked up then. */
export function forLedger({ gone: _gone, ...answer }: MutationAnswer): MutationAnswer {
  return answer
}

async function withinScope(
  tx: StoreTx,
  scope: Scope,
  { collection, docId }: Mutation,
  answer: MutationAnswer,
): Promise<MutationAnswer> {
  const isOnDevice = answer.doc !== undefined || (answer.status !== 'rejected' && answer.status !== 'parked')
  if (!isOnDevice || !isCollectionName(collection)) return answer
  const stored = await tx.doc(collection, docId)
  if (stored && isVisible(scope, stored.buckets)) return answer
  const { doc: _outOfScope, ...rest } = answer
  return { ...rest, gone: true }
}

/** A device whose clock runs ahead would otherwise win every later change of an instant that only rises. */
function withoutFuture(spec: CollectionSpec, patch: Patch, now: Instant): Patch {
  const latest = addMinutes(now, AHEAD_MINUTES)
  const entries = Object.entries(patch).map(([field, value]) => {
    const rises =
      Object.hasOwn(spec.fields, field) && ['latest', 'earliest'].includes(spec.fields[field] ?? '')
    return [field, rises && typeof value === 'string' && value > latest ? now : value]
  })
  return Object.fromEntries(entries)
}

async function acknowledge(
  road: Road,
  wish: Wish,
  mutation: Mutation,
  applied: Applied,
): Promise<MutationAnswer> {
  const told = await reportConflicts(road, wish, mutation.id, applied)
  const { before, after, buckets } = applied
  const sent = asSent(specOf(wish.collection), mutation, before)
  const isAsExpected =
    (before?.rev ?? 0) === mutation.baseRev && sameValue({ ...sent, rev: after.rev }, { ...after })
  const status = told > 0 ? 'conflicted' : applied.isMerged ? 'merged' : 'accepted'
  const answer = { id: mutation.id, status, rev: after.rev } as const
  if (!isVisible(road.scope, buckets)) return { ...answer, gone: true }
  return isAsExpected ? answer : { ...answer, doc: { ...after } }
}

/** Keeps a mutation for its author, with the reason why it was not accepted. */
export async function reject(road: Road, mutation: Mutation, refusal: Refusal): Promise<MutationAnswer> {
  const seen = await visibleDoc(road, mutation)
  await reportRejection(road, mutation, refusal, seen)
  const current = seen ? { rev: seen.rev, doc: { ...seen } } : { rev: 0 }
  return { id: mutation.id, status: 'rejected', ...current, refusal: onWire(refusal) }
}

async function visibleDoc(road: Road, { collection, docId }: Mutation): Promise<Doc | undefined> {
  if (!isCollectionName(collection)) return undefined
  const stored = await road.tx.doc(collection, docId)
  return stored && isVisible(road.scope, stored.buckets)
    ? complete(specOf(collection), stored.doc)
    : undefined
}

/** A refusal within the limits of the protocol; the name of a field comes from the sender. */
function onWire({ code, field, params }: Refusal): NonNullable<MutationAnswer['refusal']> {
  return {
    code,
    ...(field === undefined ? {} : { field: field.slice(0, 64) }),
    ...(params === undefined ? {} : { params: { ...params } }),
  }
}
