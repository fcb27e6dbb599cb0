/** Every SHA-256 that stands in a `sha256` field anywhere inside a patch. */
export function namedFiles(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'sha256' && typeof inner === 'string' && /^[0-9a-f]{64}$/.test(inner)
      ? [inner]
      : namedFiles(inner),
  )
}
