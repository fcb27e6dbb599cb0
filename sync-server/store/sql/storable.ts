const NUL = '\u0000'
const REPLACEMENT = '\uFFFD'

/** Text as every database can hold it: PostgreSQL knows no NUL and no half of a surrogate pair. */
export function storableText(text: string): string {
  const wellFormed = text.toWellFormed()
  return wellFormed.includes(NUL) ? wellFormed.replaceAll(NUL, REPLACEMENT) : wellFormed
}

/** JSON of a value as every database can hold it; see `storableText`. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  // The escapes of what cannot be stored. They are rare, so a false alarm (an escaped backslash before) costs nothing.
  if (!json.includes('\\u') || !/\\u(?:0000|d[89a-f])/.test(json)) return json
  return JSON.stringify(storableValue(JSON.parse(json)))
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), storableValue(inner)]),
  )
}
