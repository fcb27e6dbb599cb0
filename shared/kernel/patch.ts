import { Value } from 'typebox/value'
import type { Doc } from './fields.ts'

/** A change to a set field: elements added and removed. */
export interface SetDelta {
  readonly $add?: readonly string[]
  readonly $remove?: readonly string[]
}

/** New values by field; a set field takes a delta. */
export type Patch = Readonly<Record<string, unknown>>

/** The patch of a document type: values, or deltas for its string arrays. */
export type PatchOf<D> = {
  readonly [K in keyof D]?: D[K] | (D[K] extends readonly string[] ? SetDelta : never)
}

/** True for `{ $add, $remove }` and nothing else. */
export function isSetDelta(value: unknown): value is SetDelta {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => key === '$add' || key === '$remove')
  )
}

/** A set with a delta applied: sorted, no doubles; an element both added and removed stays. */
export function applySetDelta(current: readonly string[], delta: SetDelta): string[] {
  const next = new Set(current)
  for (const element of delta.$remove ?? []) next.delete(element)
  for (const element of delta.$add ?? []) next.add(element)
  return [...next].sort()
}

/** The document with the patch laid over it. Idempotent: applying it twice changes nothing more. */
export function applyPatch<D extends Doc>(doc: D, patch: Patch): D {
  const next: Record<string, unknown> = { ...doc }
  for (const [field, value] of Object.entries(patch)) {
    const current = next[field]
    next[field] = isSetDelta(value)
      ? applySetDelta(Array.isArray(current) ? (current as string[]) : [], value)
      : value
  }
  return next as D
}

/** Deep equality of JSON values. */
export function sameValue(a: unknown, b: unknown): boolean {
  return Value.Equal(a, b)
}
