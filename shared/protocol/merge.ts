import type { Role } from '../kernel/actor.ts'
import type { CollectionSpec } from '../kernel/collection.ts'
import type { Doc } from '../kernel/fields.ts'
import type { Id } from '../kernel/ids.ts'
import { applySetDelta, isSetDelta, sameValue, type Patch, type SetDelta } from '../kernel/patch.ts'
import type { Instant } from '../kernel/time.ts'

/** When and from where a set element was last added. */
export interface AddedStamp {
  readonly rev: number
  readonly device: Id
}

/** Who last wrote a field and at which revision; `added` has the same for each element of a set. */
export interface FieldStamp {
  readonly rev: number
  readonly by: Id
  readonly device: Id
  readonly at: Instant
  readonly roles: readonly Role[]
  readonly added?: Readonly<Record<string, AddedStamp>>
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
  readonly lostBy: Id
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
  readonly author: Author
  readonly at: Instant
  readonly mergeText: MergeText
}

export interface MergeOutcome<D extends Doc> {
  /** The document as it now stands, with `rev` risen by one when anything changed. */
  readonly doc: D
  readonly stamps: FieldStamps
  /** Fields whose stored value changed. */
  readonly changed: readonly string[]
  readonly conflicts: readonly MergeConflict[]
}

interface FieldOutcome {
  readonly value: unknown
  readonly conflict?: MergeConflict
  readonly added?: Readonly<Record<string, AddedStamp>>
}

/**
 * Lays a mutation over the server's document, field by field. A field conflicts only when somebody on another
 * device changed it after `baseRev` and the values differ; everything else simply applies. Pure.
 */
export function mergePatch<D extends Doc>(input: MergeInput<D>): MergeOutcome<D> {
  const rev = input.current.rev + 1
  const next: Record<string, unknown> = { ...input.current }
  const stamps: Record<string, FieldStamp> = { ...input.stamps }
  const changed: string[] = []
  const conflicts: MergeConflict[] = []
  for (const [field, incoming] of Object.entries(input.patch)) {
    const outcome = mergeField(input, field, incoming, rev)
    if (outcome.conflict) conflicts.push(outcome.conflict)
    if (sameValue(outcome.value, input.current[field])) continue
    next[field] = outcome.value
    changed.push(field)
    stamps[field] = {
      rev,
      by: input.author.personId,
      device: input.author.deviceId,
      at: input.at,
      roles: input.author.roles,
      ...(outcome.added ? { added: outcome.added } : {}),
    }
  }
  if (changed.length > 0) next['rev'] = rev
  return { doc: next as D, stamps, changed, conflicts }
}

function mergeField<D extends Doc>(
  input: MergeInput<D>,
  field: string,
  incoming: unknown,
  rev: number,
): FieldOutcome {
  const current = input.current[field]
  switch (input.spec.fields[field]) {
    case 'set':
      return mergeSet(input, field, incoming, rev)
    case 'latest':
      return { value: String(incoming) > String(current ?? '') ? incoming : current }
    case 'earliest':
      return { value: !current || (incoming && String(incoming) < String(current)) ? incoming : current }
    case 'text':
      return isConcurrent(input, field, incoming) ? mergeLongText(input, field, incoming) : { value: incoming }
    default:
      return isConcurrent(input, field, incoming) ? decide(input, field, incoming) : { value: incoming }
  }
}

function isConcurrent<D extends Doc>(input: MergeInput<D>, field: string, incoming: unknown): boolean {
  const stamp = input.stamps[field]
  return (
    stamp !== undefined &&
    stamp.rev > input.baseRev &&
    stamp.device !== input.author.deviceId &&
    !sameValue(incoming, input.current[field])
  )
}

function decide<D extends Doc>(input: MergeInput<D>, field: string, mine: unknown): FieldOutcome {
  const theirs = input.current[field]
  const stamp = input.stamps[field]
  const rule = input.spec.conflicts[field]
  const winner =
    rule?.({
      current: input.current,
      mine,
      theirs,
      mineRoles: input.author.roles,
      theirsRoles: stamp?.roles ?? [],
    }) ?? 'theirs'
  const first = { by: stamp?.by ?? '', at: stamp?.at ?? '' }
  const second = { by: input.author.personId, at: input.at }
  const [stands, lost] = winner === 'mine' ? [second, first] : [first, second]
  return {
    value: winner === 'mine' ? mine : theirs,
    conflict: {
      field,
      stands: winner === 'mine' ? mine : theirs,
      lost: winner === 'mine' ? theirs : mine,
      base: input.prev[field] ?? null,
      lostBy: lost.by,
      lostAt: lost.at,
      standsBy: stands.by,
      standsAt: stands.at,
    },
  }
}

function mergeLongText<D extends Doc>(input: MergeInput<D>, field: string, mine: unknown): FieldOutcome {
  const base = input.prev[field]
  if (typeof base !== 'string') return decide(input, field, mine)
  const merged = input.mergeText(String(mine), base, String(input.current[field] ?? ''))
  return merged === undefined ? decide(input, field, mine) : { value: merged }
}

function mergeSet<D extends Doc>(
  input: MergeInput<D>,
  field: string,
  incoming: unknown,
  rev: number,
): FieldOutcome {
  const current = (input.current[field] ?? []) as readonly string[]
  const stamp = input.stamps[field]
  const delta: SetDelta = isSetDelta(incoming) ? incoming : { $add: incoming as readonly string[] }
  const addedBefore = stamp?.added ?? {}
  const { baseRev, author } = input
  const remove = (delta.$remove ?? []).filter((element) => {
    const added = addedBefore[element]
    return added === undefined || added.rev <= baseRev || added.device === author.deviceId
  })
  const value = applySetDelta(current, { $add: delta.$add ?? [], $remove: remove })
  const added = Object.fromEntries(
    value.flatMap((element) => {
      const isNew = delta.$add?.includes(element) ?? false
      const since = isNew ? { rev, device: author.deviceId } : addedBefore[element]
      return since === undefined ? [] : [[element, since]]
    }),
  )
  return { value, added }
}
