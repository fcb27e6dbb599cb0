import type { Role } from '../kernel/actor.ts'
import { assertNever } from '../kernel/assert-never.ts'
import type { CollectionSpec } from '../kernel/collection.ts'
import { kindOf, type Doc } from '../kernel/fields.ts'
import type { Id } from '../kernel/ids.ts'
import {
  applySetDelta,
  isSetDelta,
  sameValue,
  valueAt,
  withValue,
  type Patch,
  type SetDelta,
} from '../kernel/patch.ts'
import type { Instant } from '../kernel/time.ts'

/** When and from where a set element was last added. */
export interface AddedStamp {
  readonly rev: number
  readonly device: Id
}

/** One writing of a field: at which revision, by whom and from where. */
export interface Writing {
  readonly rev: number
  readonly by: Id
  readonly device: Id
  readonly at: Instant
  readonly roles: readonly Role[]
}

/**
 * Who last wrote a field. `agreed`: who wrote the same value without knowing of it. For a set, `added` holds the
 * additions of each element that nobody has removed knowingly; the element stays as long as there is one.
 */
export interface FieldStamp extends Writing {
  readonly agreed?: readonly Writing[]
  readonly added?: Readonly<Record<string, readonly AddedStamp[]>>
}

/** The stamp of every field that was ever written. */
export type FieldStamps = Readonly<Record<string, FieldStamp>>

/** The author of a mutation, as the server knows them. */
export interface Author {
  readonly personId: Id
  readonly deviceId: Id
  readonly roles: readonly Role[]
}

/** A field two people set to different values. The loser's author gets `lost` back, with `stands` beside it. */
export interface MergeConflict {
  readonly field: string
  readonly stands: unknown
  readonly lost: unknown
  readonly base: unknown
  /** Values of the fields that were lost together with `field`, because they make sense only with it. */
  readonly companions: Readonly<Record<string, unknown>>
  readonly lostBy: Id
  readonly lostDevice: Id
  readonly lostAt: Instant
  readonly standsBy: Id
  readonly standsAt: Instant
}

/** Three-way merge of plain text; undefined when both sides changed the same lines. */
export type MergeText = (mine: string, base: string, theirs: string) => string | undefined

export interface MergeInput<D extends Doc> {
  readonly spec: CollectionSpec<D>
  readonly current: D
  readonly stamps: FieldStamps
  readonly patch: Patch
  readonly prev: Patch
  readonly baseRev: number
  /** True when `baseRev` says nothing, being of another history: a value was seen when it stands in `prev`. */
  readonly again?: boolean
  readonly author: Author
  readonly at: Instant
  readonly mergeText: MergeText
}

export interface MergeOutcome<D extends Doc> {
  /** The document as it now stands, with `rev` risen by one when anything changed. */
  readonly doc: D
  readonly stamps: FieldStamps
  /** Fields whose stored value changed. Empty with a risen `rev` when only an author is remembered. */
  readonly changed: readonly string[]
  readonly conflicts: readonly MergeConflict[]
}

interface FieldOutcome {
  readonly field: string
  readonly value: unknown
  readonly conflicts?: readonly MergeConflict[]
  readonly added?: Readonly<Record<string, readonly AddedStamp[]>>
}

/**
 * Lays a mutation over the server's document, field by field. A field conflicts only when somebody on another
 * device changed it after `baseRev` and the values differ; everything else simply applies. Fields that make sense
 * only together share one fate. Pure.
 */
export function mergePatch<D extends Doc>(input: MergeInput<D>): MergeOutcome<D> {
  const rev = input.current.rev + 1
  const { personId: by, deviceId: device, roles } = input.author
  const writing: Writing = { rev, by, device, at: input.at, roles }
  let next: D = input.current
  const stamps: Record<string, FieldStamp> = { ...input.stamps }
  const changed: string[] = []
  const conflicts: MergeConflict[] = []
  for (const outcome of mergeFields(input, rev)) {
    const { field, value, added } = outcome
    conflicts.push(...(outcome.conflicts ?? []))
    const stamp = input.stamps[field]
    if (!sameValue(value, valueAt(input.current, field))) {
      next = withValue(next, field, value)
      changed.push(field)
      stamps[field] = added ? { ...writing, added } : writing
    } else if (added && !sameValue(added, stamp?.added ?? {})) {
      stamps[field] = { ...writing, added }
    } else if (stamp && isAgreement(input, field)) {
      stamps[field] = { ...stamp, agreed: [...(stamp.agreed ?? []), writing] }
    } else continue
    next = { ...next, rev }
  }
  return { doc: next, stamps, changed, conflicts }
}

function mergeFields<D extends Doc>(input: MergeInput<D>, rev: number): FieldOutcome[] {
  const { patch, spec } = input
  const groups = spec.together
    .map((group) => group.filter((field) => Object.hasOwn(patch, field)))
    .filter((group, index) => group.length > 1 && group[0] === spec.together[index]?.[0])
  const grouped = new Set(groups.flat())
  const single = Object.keys(patch).filter((field) => !grouped.has(field))
  return [
    ...single.map((field) => mergeField(input, field, rev)),
    ...groups.flatMap((group) => mergeGroup(input, group, rev)),
  ]
}

function mergeField<D extends Doc>(input: MergeInput<D>, field: string, rev: number): FieldOutcome {
  const current = valueAt(input.current, field)
  const incoming = input.patch[field]
  switch (kindOf(input.spec.fields, field)) {
    case 'set':
      return mergeSet(input, field, rev)
    case 'latest':
      return { field, value: String(incoming) > String(current ?? '') ? incoming : current }
    case 'earliest': {
      const isFirst = !current || (incoming && String(incoming) < String(current))
      return { field, value: isFirst ? incoming : current }
    }
    case 'text':
      return mergeLongText(input, field)
    default:
      return isContested(input, field) ? decide(input, field, []) : { field, value: incoming }
  }
}

/** Who wrote what stands now, from another device and after what the author of the patch saw. */
function rivals<D extends Doc>(input: MergeInput<D>, field: string): Writing[] {
  const { stamps, baseRev, author } = input
  if (isSeenAgain(input, field)) return []
  const stamp = stamps[field]
  const writings: readonly Writing[] = stamp ? [stamp, ...(stamp.agreed ?? [])] : []
  return writings.filter((writing) => writing.rev > baseRev && writing.device !== author.deviceId)
}

/** True when the author of another history saw the very value that stands in this one. */
function isSeenAgain<D extends Doc>({ again, prev, current }: MergeInput<D>, field: string): boolean {
  return again === true && Object.hasOwn(prev, field) && sameValue(prev[field], valueAt(current, field))
}

/** True when somebody else wrote another value that the author had not seen. */
function isContested<D extends Doc>(input: MergeInput<D>, field: string): boolean {
  return !sameValue(input.patch[field], valueAt(input.current, field)) && rivals(input, field).length > 0
}

/** True when the author comes to the value that stands without having seen it, for the first time. */
function isAgreement<D extends Doc>(input: MergeInput<D>, field: string): boolean {
  const { spec, stamps, author } = input
  const kind = kindOf(spec.fields, field)
  const isAuthor = (writing: Writing) => writing.device === author.deviceId
  const stamp = stamps[field]
  const isKnown = stamp !== undefined && (isAuthor(stamp) || (stamp.agreed ?? []).some(isAuthor))
  return (
    (kind === 'value' || kind === 'text') &&
    !isKnown &&
    isMeant(input, field) &&
    sameValue(input.patch[field], valueAt(input.current, field)) &&
    rivals(input, field).length > 0
  )
}

/** True unless the patch repeats the value its author saw; a value that nobody changed cannot be lost. */
function isMeant<D extends Doc>({ patch, prev }: MergeInput<D>, field: string): boolean {
  return !Object.hasOwn(prev, field) || !sameValue(patch[field], prev[field])
}

function mergeGroup<D extends Doc>(
  input: MergeInput<D>,
  group: readonly string[],
  rev: number,
): FieldOutcome[] {
  const [leader = '', ...followers] = group
  if (sameValue(input.patch[leader], input.current[leader])) {
    return group.map((field) => mergeField(input, field, rev))
  }
  if (!isContested(input, leader)) return group.map((field) => insist(input, field))
  const lead = decide(input, leader, followers)
  const values = sameValue(lead.value, input.patch[leader]) ? input.patch : input.current
  return [lead, ...followers.map((field) => ({ field, value: values[field] }))]
}

/** The incoming value stands whatever others wrote; what they wrote becomes the lost side of a conflict. */
function insist<D extends Doc>(input: MergeInput<D>, field: string): FieldOutcome {
  const value = input.patch[field]
  return isContested(input, field)
    ? { field, value, conflicts: mineStands(input, field, []) }
    : { field, value }
}

function decide<D extends Doc>(
  input: MergeInput<D>,
  field: string,
  followers: readonly string[],
): FieldOutcome {
  const mine = input.patch[field]
  const theirs = valueAt(input.current, field)
  if (![field, ...followers].some((each) => isMeant(input, each))) return { field, value: theirs }
  const rule = input.spec.conflicts[field]
  const decision =
    rule?.({
      current: input.current,
      patch: input.patch,
      mine,
      theirs,
      mineRoles: input.author.roles,
      theirsRoles: input.stamps[field]?.roles ?? [],
    }) ?? 'theirs'
  switch (decision) {
    case 'mine':
      return { field, value: mine, conflicts: mineStands(input, field, followers) }
    case 'theirs':
      return { field, value: theirs, conflicts: [theirsStands(input, field, followers)] }
    case 'mine-quietly':
      return { field, value: mine }
    case 'theirs-quietly':
      return { field, value: theirs }
    default:
      return assertNever(decision)
  }
}

interface Side {
  readonly values: Patch
  readonly by: Id
  readonly device: Id
  readonly at: Instant
}

/** Everybody who wrote what gives way loses it; each of them once, whatever devices they wrote it on. */
function mineStands<D extends Doc>(
  input: MergeInput<D>,
  field: string,
  followers: readonly string[],
): MergeConflict[] {
  const losers = new Map(rivals(input, field).map((rival) => [rival.by, rival]))
  return [...losers.values()].map((rival) =>
    conflictOn(input, field, followers, mySide(input), { ...rival, values: input.current }),
  )
}

function theirsStands<D extends Doc>(
  input: MergeInput<D>,
  field: string,
  followers: readonly string[],
): MergeConflict {
  const first = rivals(input, field)[0] ?? input.stamps[field]
  const { by, device, at } = first ?? { by: '', device: '', at: '' }
  return conflictOn(input, field, followers, { values: input.current, by, device, at }, mySide(input))
}

function mySide<D extends Doc>({ patch, author, at }: MergeInput<D>): Side {
  return { values: patch, by: author.personId, device: author.deviceId, at }
}

function conflictOn<D extends Doc>(
  { patch, current, prev }: MergeInput<D>,
  field: string,
  followers: readonly string[],
  stands: Side,
  lost: Side,
): MergeConflict {
  const differing = followers.filter((each) => !sameValue(patch[each], current[each]))
  return {
    field,
    stands: sideValue(stands, field),
    lost: sideValue(lost, field),
    base: prev[field] ?? null,
    companions: Object.fromEntries(differing.map((each) => [each, sideValue(lost, each)])),
    lostBy: lost.by,
    lostDevice: lost.device,
    lostAt: lost.at,
    standsBy: stands.by,
    standsAt: stands.at,
  }
}

/** A patch names the keys of maps as fields, a document holds them inside. */
function sideValue({ values }: Side, field: string): unknown {
  return (Object.hasOwn(values, field) ? values[field] : valueAt(values, field)) ?? null
}

/**
 * Text written since the author's base is merged by lines, also when the author's own device wrote it: what stands
 * then holds other people's lines that this text does not.
 */
function mergeLongText<D extends Doc>(input: MergeInput<D>, field: string): FieldOutcome {
  const mine = input.patch[field]
  const theirs = input.current[field]
  const base = input.prev[field]
  const since = input.stamps[field]?.rev ?? 0
  if (since <= input.baseRev || sameValue(mine, theirs) || sameValue(base, theirs))
    return { field, value: mine }
  if (typeof base !== 'string')
    return isContested(input, field) ? decide(input, field, []) : { field, value: mine }
  if (mine === base) return { field, value: theirs }
  const merged = input.mergeText(String(mine), base, String(theirs ?? ''))
  return merged === undefined ? decide(input, field, []) : { field, value: merged }
}

function mergeSet<D extends Doc>(input: MergeInput<D>, field: string, rev: number): FieldOutcome {
  const { baseRev, author } = input
  const incoming = input.patch[field]
  const current = (input.current[field] ?? []) as readonly string[]
  const delta = isSetDelta(incoming) ? incoming : deltaBetween(input.prev[field], incoming)
  const known = new Map(Object.entries(input.stamps[field]?.added ?? {}))
  const seenBefore = input.again === true ? input.prev[field] : undefined
  const unseen = (element: string) =>
    Array.isArray(seenBefore) && seenBefore.includes(element)
      ? []
      : (known.get(element) ?? []).filter(({ rev: at, device }) => at > baseRev && device !== author.deviceId)
  const additions = new Map(known)
  for (const element of delta.$remove ?? []) additions.set(element, unseen(element))
  for (const element of delta.$add ?? []) {
    const own = known.get(element)?.find((stamp) => stamp.device === author.deviceId)
    additions.set(element, [...unseen(element), own ?? { rev, device: author.deviceId }])
  }
  const $remove = (delta.$remove ?? []).filter((element) => unseen(element).length === 0)
  const value = applySetDelta(current, { $add: delta.$add ?? [], $remove })
  const added = Object.fromEntries(
    value.flatMap((element) => {
      const stamps = additions.get(element) ?? []
      return stamps.length === 0 ? [] : [[element, stamps]]
    }),
  )
  return { field, value, added }
}

/** A whole set says what its author added to and removed from the one they saw. */
function deltaBetween(seen: unknown, wanted: unknown): SetDelta {
  const before = Array.isArray(seen) ? (seen as readonly string[]) : []
  const after = wanted as readonly string[]
  return {
    $add: after.filter((element) => !before.includes(element)),
    $remove: before.filter((element) => !after.includes(element)),
  }
}
