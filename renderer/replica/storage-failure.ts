/** True when the disk, or the share of it that the browser grants, is full. */
export function isStorageFull(error: unknown): boolean {
  return errorNames(error).includes('QuotaExceededError')
}

/** True when IndexedDB itself does not work: a damaged file, or one of a newer version. */
export function isStorageBroken(error: unknown): boolean {
  const broken = [
    'UnknownError',
    'VersionError',
    'InvalidStateError',
    'NotFoundError',
    'DataError',
    'OpenFailedError',
  ]
  return errorNames(error).some((name) => broken.includes(name))
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
