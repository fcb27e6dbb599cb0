/** True when the disk, or the share of it that the browser grants, is full. */
export function isStorageFull(error: unknown): boolean {
  return errorNames(error).includes('QuotaExceededError')
}

/** RxDB's codes for a database opened twice in one window, and for too many collections. */
const MISUSES: readonly unknown[] = ['DB8', 'COL23']

/** True when the program is at fault and the data is well: nothing may be thrown away for it. */
export function isMisuse(error: unknown): boolean {
  return MISUSES.includes((error as { code?: unknown } | undefined)?.code)
}

/** Names of an error, of what Dexie or RxDB found inside it, and so on. */
function errorNames(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return []
  const { name, inner, cause } = error as { name?: unknown; inner?: unknown; cause?: unknown }
  return [
    ...(typeof name === 'string' ? [name] : []),
    ...errorNames(inner, depth + 1),
    ...errorNames(cause, depth + 1),
  ]
}
