import { createHash, randomBytes } from 'node:crypto'
import type { Id } from '#shared/kernel/ids.ts'

const TOKEN_BYTES = 32

/** A new bearer token: the device's id, a dot, and 256 random bits. Opaque to whoever holds it. */
export function newDeviceToken(deviceId: Id): string {
  return `${deviceId}~${randomBytes(TOKEN_BYTES).toString('base64url')}`
}

/** What the store keeps of a token: its SHA-256 in hexadecimal. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The device a token says it belongs to, so that a revoked device can be told what happened to it; '' when none. */
export function deviceOfToken(token: string): Id {
  const end = token.lastIndexOf('~')
  return end > 0 ? token.slice(0, end) : ''
}

/** The token of an `Authorization: Bearer` header, or undefined when there is none. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_.:~-]{1,200})$/i.exec(header ?? '')?.[1]
}
