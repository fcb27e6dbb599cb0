import { createHash } from 'node:crypto'
import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'

/**
 * An id that the same parts always give: a UUIDv7 whose time is `at` and whose random bits are a hash of the parts.
 * Work that a crash cut short is done again under the same ids and so is not done twice.
 */
export function stableId(at: Instant, ...parts: readonly string[]): Id {
  const time = Math.max(0, Date.parse(at) || 0)
    .toString(16)
    .padStart(12, '0')
    .slice(-12)
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const variant = ((Number.parseInt(hash[3] ?? '0', 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}

/** A key that the same parts always give, 64 characters at most: `mail:` and 40 hex digits. */
export function stableKey(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`
}
