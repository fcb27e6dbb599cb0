const MAX_DEPTH = 32

/** True for JSON that every store can keep: well-formed text without NUL, nested at most 32 deep. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth === MAX_DEPTH) return false
  return Object.entries(value).every(([key, each]) => isStorable(key) && isStorable(each, depth + 1))
}

/** The value with everything replaced that no store can keep: text by U+FFFD, what lies too deep by null. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD')
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((each) => storable(each, depth + 1))
  const entries = Object.entries(value).map(([key, each]) => [
    String(storable(key)),
    storable(each, depth + 1),
  ])
  return Object.fromEntries(entries)
}
