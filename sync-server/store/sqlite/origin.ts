import { statSync } from 'node:fs'

/**
 * What tells one history of a database from another: when its file came into being, which a file restored from a
 * backup does anew. '' where the file system does not keep it.
 */
export function fileOrigin(path: string): string {
  const { birthtimeMs } = statSync(path)
  return birthtimeMs > 0 ? new Date(birthtimeMs).toISOString() : ''
}
