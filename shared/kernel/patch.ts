import { Value } from 'typebox/value'
import { fieldParts, type Doc } from './fields.ts'

/** A change to a set field: elements added and removed. */
export interface SetDelta {
  readonly $add?: readonly string[]
  readonly $remove?: readonly string[]
}

/** New values by field; a set field takes a delta, a map is named key by key (`custom.size`) and null takes a key out. */
export type Patch = Readonly<Record<string, unknown>>

/** The patch of a document type: values, deltas for its string arrays, and keys of its maps. */
export type PatchOf<D> = {
  readonly [K in keyof D]?: D[K] | (D[K] extends readonly string[] ? SetDelta : never)
} & { readonly [key: `${string}.${string}`]: unknown }

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

/** What a document holds in a field, or under a key of a map; null for a key that is not there. */
export function valueAt(doc: Readonly<Record<string, unknown>>, field: string): unknown {
  const { root, key } = fieldParts(field)
  if (key === undefined) return doc[root]
  const map = asMap(doc[root])
  return Object.hasOwn(map, key) ? map[key] : null
}

/** The document with one field, or one key of a map, set; null takes the key out. */
export function withValue<D extends object>(doc: D, field: string, value: unknown): D {
  const { root, key } = fieldParts(field)
  if (key === undefined) return { ...doc, [root]: value }
  const { [key]: _before, ...others } = asMap((doc as Record<string, unknown>)[root])
  return { ...doc, [root]: value === null || value === undefined ? others : { ...others, [key]: value } }
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

/** The document with the patch laid over it. Idempotent: applying it twice changes nothing more. */
export function applyPatch<D extends Doc>(doc: D, patch: Patch): D {
  let next = doc
  for (const [field, value] of Object.entries(patch)) {
    const current = valueAt(next, field)
    const set = isSetDelta(value)
      ? applySetDelta(Array.isArray(current) ? (current as string[]) : [], value)
      : value
    next = withValue(next, field, set)
  }
  return next
}

/** Deep equality of JSON values. */
export function sameValue(a: unknown, b: unknown): boolean {
  return Value.Equal(a, b)
}
