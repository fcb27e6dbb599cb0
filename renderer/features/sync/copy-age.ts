import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { PendingMutation, SyncStatus } from '#renderer/replica/replica.ts'

/** From this age on a copy says how old it is, in milliseconds: a morning without a network. */
const OLD_MS = 4 * 3_600_000

/** Since when a ticket on this device is not what the server knows: the whole copy, or the person's own acts alone. */
export interface CopyAge {
  readonly kind: 'copy' | 'acts'
  readonly since: Instant
}

/**
 * How old a ticket is on this device; undefined while it is fresh and before the first exchange. `now` is this device's
 * clock in milliseconds.
 */
export function copyAge(
  ticketId: Id,
  { lastSyncedAt, clockOffset }: Pick<SyncStatus, 'lastSyncedAt' | 'clockOffset'>,
  outbox: readonly Pick<PendingMutation, 'docId' | 'patch' | 'at'>[],
  now: number,
): CopyAge | undefined {
  if (lastSyncedAt === '') return undefined
  const isOld = (at: Instant) => now + clockOffset - Date.parse(at) >= OLD_MS
  if (isOld(lastSyncedAt)) return { kind: 'copy', since: lastSyncedAt }
  const own = outbox.filter(({ docId, patch }) => docId === ticketId || patch['ticketId'] === ticketId)
  const [first] = own.map(({ at }) => at).toSorted()
  return first !== undefined && isOld(first) ? { kind: 'acts', since: first } : undefined
}
