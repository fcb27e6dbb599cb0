import { createHash } from 'node:crypto'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'

/**
 * A UUIDv7 that the same cause and purpose always get, so that what follows from a cause is never there twice. Its
 * time is `at`, which belongs to the cause.
 */
export function causeId(at: Instant, cause: string, purpose: string): Id {
  const time = Math.max(0, Date.parse(at) || 0)
  const hash = createHash('sha256')
    .update(JSON.stringify([cause, purpose]))
    .digest('hex')
  const variant = '89ab'[Number.parseInt(hash[3] ?? '0', 16) % 4] ?? '8'
  const head = time.toString(16).padStart(12, '0').slice(-12)
  return [
    head.slice(0, 8),
    head.slice(8, 12),
    `7${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-')
}
