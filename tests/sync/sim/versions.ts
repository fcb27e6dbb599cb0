import { decodeCursor, encodeCursor } from '#sync-server/sync/cursor.ts'
import { SCHEMA } from '#sync-server/sync/pull.ts'
import type { SyncService } from '#sync-server/sync/service.ts'

/** The latest version of the program that a simulation knows; every one begins with 1. */
export const LATEST = 3

/**
 * The service of a later version, whose schemas have another name: a cursor of every other version begins anew there,
 * and one of its own does so everywhere else.
 */
export function ofVersion(sync: SyncService, version: number): SyncService {
  if (version === 1) return sync
  const own = `${SCHEMA}+${version}`
  const inward = (text: string): string => {
    const cursor = decodeCursor(text)
    return cursor ? encodeCursor({ ...cursor, schema: cursor.schema === own ? SCHEMA : 'another' }) : text
  }
  const outward = (text: string): string => {
    const cursor = decodeCursor(text)
    return cursor ? encodeCursor({ ...cursor, schema: own }) : text
  }
  return {
    ...sync,
    async pull(actor, cursor, limit, months) {
      const page = await sync.pull(actor, cursor === undefined ? undefined : inward(cursor), limit, months)
      return page.ok ? { ok: true, value: { ...page.value, cursor: outward(page.value.cursor) } } : page
    },
    digest: (actor, cursor) => sync.digest(actor, inward(cursor)),
  }
}
