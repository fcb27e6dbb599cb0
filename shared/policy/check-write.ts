import { Value } from 'typebox/value'
import type { Actor } from '../kernel/actor.ts'
import type { CollectionName } from '../kernel/collection-names.ts'
import type { CollectionSpec, WriteContext } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import { applyPatch, isSetDelta, type Patch } from '../kernel/patch.ts'
import { accept, refuse, type Refusal, type Result } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { mayChange, mayCreate, mayGive } from './policy.ts'

/** One write with everything needed to judge it. `buckets` is where the document lies before and after. */
export interface Attempt<D extends Doc> {
  readonly spec: CollectionSpec<D>
  readonly before: D | undefined
  readonly patch: Patch
  readonly docId: string
  readonly actor: Actor
  readonly now: Instant
  readonly parent: Doc | undefined
  readonly parentBuckets: readonly string[]
}

/** A new document: the spec's defaults with the patch over them. */
export function newDoc<D extends Doc>(spec: CollectionSpec<D>, docId: string, patch: Patch): D {
  return applyPatch({ ...spec.defaults, id: docId, rev: 0, deletedAt: '' } as unknown as D, patch)
}

/**
 * Judges a write: known fields, their kind, the schema, the policy table, then the domain's rule. The console asks
 * before it writes and the server before it accepts, with this same function.
 */
export function checkWrite<D extends Doc>(attempt: Attempt<D>): Result<D> {
  const { spec, before, patch, docId } = attempt
  const after = before ? applyPatch(before, patch) : newDoc(spec, docId, patch)
  const refusal =
    checkFields(attempt) ??
    checkSchema(spec, after) ??
    checkPolicy(attempt, after) ??
    checkRule(attempt, after)
  return refusal ? { ok: false, refusal } : accept(after)
}

function checkFields<D extends Doc>({ spec, before, patch, actor }: Attempt<D>): Refusal | undefined {
  if (spec.mode === 'append-only' && before && actor.system !== true) return refuse('append-only').refusal
  for (const [field, value] of Object.entries(patch)) {
    const kind = spec.fields[field]
    if (kind === undefined) return refuse('unknown-field', field).refusal
    if (kind === 'derived' && actor.system !== true) return refuse('field-derived', field).refusal
    if (kind === 'fixed' && before && actor.system !== true) return refuse('field-fixed', field).refusal
    if (isSetDelta(value) && kind !== 'set') return refuse('not-a-set', field).refusal
  }
  return undefined
}

function checkSchema<D extends Doc>(spec: CollectionSpec<D>, after: D): Refusal | undefined {
  if (Value.Check(spec.schema, after)) return undefined
  const [first] = Value.Errors(spec.schema, after)
  const field = first?.instancePath.split('/')[1] ?? ''
  return refuse('invalid-value', field).refusal
}

function checkPolicy<D extends Doc>(attempt: Attempt<D>, after: D): Refusal | undefined {
  const { spec, before, patch, actor } = attempt
  const name = spec.name as CollectionName
  const place = (doc: D) => (spec.parent(doc) ? attempt.parentBuckets : spec.buckets(doc))
  if (!before) {
    if (!mayCreate(actor, name, place(after))) return refuse('not-allowed').refusal
    const closed = Object.keys(patch).find((field) => !mayGive(actor, name, field, place(after)))
    return closed === undefined ? undefined : refuse('not-allowed', closed).refusal
  }
  const closed = Object.keys(patch).find((field) => !mayChange(actor, name, field, place(before)))
  return closed === undefined ? undefined : refuse('not-allowed', closed).refusal
}

function checkRule<D extends Doc>(attempt: Attempt<D>, after: D): Refusal | undefined {
  const { spec, before, patch, actor, now, parent } = attempt
  const missing = spec.parent(after) !== undefined && (parent === undefined || parent.deletedAt !== '')
  if (missing) return refuse('parent-missing').refusal
  const write: WriteContext<D> = { before, after, patch, actor, now, parent }
  return spec.check(write)
}
