import type { Doc } from './fields.ts'
import { isSetDelta, sameValue, valueAt, type Patch, type SetDelta } from './patch.ts'

/**
 * The patch that takes a patch back: the values the fields had before, elements of sets taken out and put in again. A
 * field that somebody else has changed since is left alone, so that undoing never overwrites another person's work.
 */
export function inversePatch<D extends Doc>(patch: Patch, before: D, now: D): Patch {
  const fields = Object.entries(patch).flatMap(([field, value]) => {
    if (isSetDelta(value)) {
      const delta = inverseDelta(value, elements(valueAt(before, field)))
      return delta === undefined ? [] : [[field, delta] as const]
    }
    const was = valueAt(before, field)
    const isOurs = sameValue(valueAt(now, field), value) && !sameValue(was, value)
    return isOurs ? [[field, was] as const] : []
  })
  return Object.fromEntries(fields)
}

function inverseDelta(delta: SetDelta, before: readonly string[]): SetDelta | undefined {
  const $remove = (delta.$add ?? []).filter((element) => !before.includes(element))
  const $add = (delta.$remove ?? []).filter((element) => before.includes(element))
  if ($add.length === 0 && $remove.length === 0) return undefined
  return { ...($add.length > 0 ? { $add } : {}), ...($remove.length > 0 ? { $remove } : {}) }
}

function elements(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}
