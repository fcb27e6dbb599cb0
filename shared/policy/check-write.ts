import { Value } from 'typebox/value'
import type { Actor } from '../kernel/actor.ts'
import type { CollectionName } from '../kernel/collection-names.ts'
import type { CollectionSpec, OrgOf, WriteContext } from '../kernel/collection.ts'
import { kindOf, type Doc, type ObjectSchema } from '../kernel/fields.ts'
import { applyPatch, isSetDelta, type Patch, type SetDelta } from '../kernel/patch.ts'
import { accept, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { isStorable } from '../kernel/storable.ts'
import type { Instant } from '../kernel/time.ts'
import { mayChange, mayCreate, mayGive } from './policy.ts'

const SITE = 'site:'

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
  /** The server's knowledge of the settings the document names; a device leaves it out. */
  readonly orgOf?: OrgOf
  /** A faster way to hold a document against its schema, where there is one. */
  readonly fits?: Fits
}

/** True when a document has the values its schema asks for, whatever it has besides. */
export type Fits = (schema: ObjectSchema, doc: object) => boolean

/** A new document: the spec's defaults with the patch over them. */
export function newDoc<D extends Doc>(spec: CollectionSpec<D>, docId: string, patch: Patch): D {
  return applyPatch({ ...spec.defaults, id: docId, rev: 0, deletedAt: '' } as unknown as D, patch)
}

/**
 * Judges a write: known fields, their kind, the schema, the policy table, then the domain's rule. The console asks
 * before it writes and the server before it accepts, with this same function.
 */
export function checkWrite<D extends Doc>(attempt: Attempt<D>): Result<D> {
  const asked = checkShape(attempt) ?? checkPolicy(attempt)
  if (asked) return { ok: false, refusal: asked }
  const after = asSent(attempt)
  const refusal = checkOutcome(attempt, after, attempt.patch)
  return refusal ? { ok: false, refusal } : accept(after)
}

type Shape<D extends Doc> = Pick<Attempt<D>, 'spec' | 'before' | 'patch' | 'docId' | 'actor' | 'fits'>

/** Judges what somebody sent, whatever else there is: known fields, their kind, their values. */
export function checkShape<D extends Doc>(sent: Shape<D>): Refusal | undefined {
  return checkFields(sent) ?? checkSchema(sent, asSent(sent))
}

/**
 * Judges what would be stored: `after` with the changes of others in it, and `patch` with those fields alone that
 * still change something.
 */
export function checkOutcome<D extends Doc>(
  attempt: Attempt<D>,
  after: D,
  patch: Patch,
): Refusal | undefined {
  return checkSchema(attempt, after) ?? checkPlaces(attempt, after, patch) ?? checkRule(attempt, after, patch)
}

function asSent<D extends Doc>({ spec, before, docId, patch }: Shape<D>): D {
  return before ? applyPatch(before, patch) : newDoc(spec, docId, patch)
}

function checkFields<D extends Doc>({ spec, before, patch, actor }: Shape<D>): Refusal | undefined {
  const isKept = spec.mode === 'append-only' && before !== undefined && actor.system !== true
  for (const [field, value] of Object.entries(patch)) {
    const kind = kindOf(spec.fields, field)
    if (kind === undefined) return refuse('unknown-field', field).refusal
    if (isKept && (kind !== 'value' || field === 'deletedAt')) return refuse('append-only').refusal
    if (kind === 'derived' && actor.system !== true) return refuse('field-derived', field).refusal
    if (kind === 'fixed' && before && actor.system !== true) return refuse('field-fixed', field).refusal
    if (isSetDelta(value) && kind !== 'set') return refuse('not-a-set', field).refusal
    if (!isStorable(value) || (isSetDelta(value) && !isWordDelta(value))) {
      return refuse('invalid-value', field).refusal
    }
  }
  return undefined
}

function isWordDelta({ $add = [], $remove = [] }: SetDelta): boolean {
  return [$add, $remove].every(
    (list) => Array.isArray(list) && list.every((word) => typeof word === 'string'),
  )
}

/** Fields that a newer version stored are none of this version's business. */
function checkSchema<D extends Doc>(
  { spec, fits = fitsKnown }: Pick<Attempt<D>, 'spec' | 'fits'>,
  doc: D,
): Refusal | undefined {
  if (fits(spec.schema, doc)) return undefined
  const [first] = Value.Errors(openSchema(spec.schema), doc)
  const field = first?.instancePath.split('/')[1] ?? ''
  return refuse('invalid-value', field).refusal
}

const fitsKnown: Fits = (schema, doc) => Value.Check(openSchema(schema), doc)

/** The schema for a document that may have more fields than it knows. */
export function openSchema(schema: ObjectSchema): ObjectSchema {
  const open = { additionalProperties: true }
  return { ...schema, ...open }
}

/** Judges by the policy table what somebody sent: whether they may write these fields where the document lies. */
export function checkPolicy<D extends Doc>(attempt: Attempt<D>): Refusal | undefined {
  const { spec, before, patch, actor } = attempt
  const after = asSent(attempt)
  const name = spec.name as CollectionName
  if (!before) {
    const place = spec.parent(after) ? attempt.parentBuckets : placeOfNew(attempt, after)
    if (!mayCreate(actor, name, place)) return refuse('not-allowed').refusal
    if (isForged(attempt, after)) return refuse('author-forged', spec.author).refusal
    const closed = Object.keys(patch).find((field) => !mayGive(actor, name, field, place))
    return closed === undefined ? undefined : refuse('not-allowed', closed).refusal
  }
  const place = spec.parent(before) ? attempt.parentBuckets : spec.buckets(before)
  const closed = Object.keys(patch).find((field) => !mayChange(actor, name, field, place))
  if (closed !== undefined) return refuse('not-allowed', closed).refusal
  return checkMove(attempt, before, after)
}

function isForged<D extends Doc>({ spec, actor }: Attempt<D>, after: Doc): boolean {
  const named = spec.author === '' ? '' : after[spec.author]
  return actor.system !== true && named !== '' && named !== actor.personId
}

/**
 * Who moves a document out of its organisation must hold a role where it lies, since an assignment alone makes nobody
 * its keeper, and be allowed to create one in the new one; a role at one of its sites is not enough, since a document
 * names its site itself. Within an organisation it may go to any site and team.
 */
function checkMove<D extends Doc>(attempt: Attempt<D>, before: D, after: D): Refusal | undefined {
  const { spec, patch, actor } = attempt
  if (spec.parent(before)) return undefined
  const name = spec.name as CollectionName
  const from = organisationsIn(spec.buckets(before))
  const to = organisationsIn(spec.buckets(after))
  const entered = to.filter((bucket) => !from.includes(bucket))
  const isLost = from.length > 0 && to.length === 0
  if (!isLost && entered.length === 0) return undefined
  const mayLeave = from.length === 0 || mayChange(actor, name, 'orgId', withoutPeople(spec.buckets(before)))
  const mayEnter = isLost
    ? mayCreate(actor, name, placeOfNew(attempt, after))
    : entered.every((bucket) => mayCreate(actor, name, [bucket]))
  if (mayLeave && mayEnter) return undefined
  const moving = Object.keys(patch).find((field) => {
    const moved = organisationsIn(spec.buckets({ ...before, [field]: after[field] }))
    return String(moved) !== String(from)
  })
  return refuse('not-allowed', moving).refusal
}

function organisationsIn(buckets: readonly string[]): string[] {
  return buckets.filter((bucket) => /^(org|ref):|^public$/.test(bucket))
}

/**
 * Nobody gains a place in a foreign organisation by naming themselves in a new document, nor by naming a site that
 * nobody knows.
 */
function placeOfNew<D extends Doc>({ spec, orgOf }: Attempt<D>, doc: D): string[] {
  const isKnown = (bucket: string) =>
    !bucket.startsWith(SITE) || orgOf?.(bucket.slice(SITE.length)) !== undefined
  const buckets = withoutPeople(spec.buckets(doc))
  return orgOf === undefined ? buckets : buckets.filter(isKnown)
}

function withoutPeople(buckets: readonly string[]): string[] {
  return buckets.filter((bucket) => !bucket.startsWith('user:'))
}

/** The settings a document is placed by belong to its organisation: nobody can lay it into two that do not go together. */
function checkPlaces<D extends Doc>(
  { spec, before, actor, orgOf }: Attempt<D>,
  after: Doc,
  patch: Patch,
): Refusal | undefined {
  if (actor.system === true || !orgOf) return undefined
  const elsewhere = spec.places(after as D).find(({ field, id, of }) => {
    const isTouched = !before || Object.hasOwn(patch, field) || Object.hasOwn(patch, 'orgId')
    const orgId = orgOf(id)
    if (of === 'any' || id === '' || !isTouched || orgId === undefined) return false
    return orgId !== after['orgId'] && !(of === 'shared' && orgId === '')
  })
  return elsewhere && refuse('place-elsewhere', elsewhere.field).refusal
}

function checkRule<D extends Doc>(attempt: Attempt<D>, after: D, patch: Patch): Refusal | undefined {
  const { spec, before, actor, now, parent, orgOf } = attempt
  const isKept = before !== undefined && actor.system === true
  const isOrphan = parent === undefined || (parent.deletedAt !== '' && !isKept)
  if (spec.parent(after) !== undefined && isOrphan) return refuse('parent-missing').refusal
  if (before && !isKept && before.deletedAt !== '' && after.deletedAt !== '' && changesContent(spec, patch)) {
    return refuse('document-deleted').refusal
  }
  const write: WriteContext<D> = { before, after, patch, actor, now, parent, orgOf }
  return spec.check(write)
}

function changesContent<D extends Doc>(spec: CollectionSpec<D>, patch: Patch): boolean {
  return Object.keys(patch).some((field) => field !== 'deletedAt' && spec.fields[field] !== 'latest')
}
