import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'

/** How a person proves who they are. `passwordHash` is an argon2id string, '' when they sign in by link alone. */
export interface Credential {
  readonly personId: Id
  readonly passwordHash: string
  readonly failures: number
  /** Sign-in is refused until then; '' when it is not locked. */
  readonly lockedUntil: Instant
}

/** One installation of the console. */
export interface Device {
  readonly id: Id
  readonly personId: Id
  readonly name: string
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly revokedAt: Instant
}

/** An opaque token, kept as its SHA-256. `device` tokens are the console's, `portal` ones a browser session's, `link` ones a mailed sign-in link's. */
export interface TokenRecord {
  readonly hash: string
  readonly kind: 'device' | 'portal' | 'link'
  readonly personId: Id
  /** '' for portal and link tokens. */
  readonly deviceId: Id
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** Credentials, devices and tokens. */
export interface AccountStore {
  credential(personId: Id): Promise<Credential | undefined>
  /** Creates or replaces it. */
  putCredential(credential: Credential): Promise<void>
  hasAnyCredential(): Promise<boolean>
  /** Counts one failure and locks from the n-th on, in one statement; returns the credential after it. */
  recordFailure(personId: Id, lockAfter: number, lockedUntil: Instant): Promise<Credential | undefined>
  clearFailures(personId: Id): Promise<void>
  device(id: Id): Promise<Device | undefined>
  /** Creates or replaces it. */
  putDevice(device: Device): Promise<void>
  devicesOf(personId: Id): Promise<readonly Device[]>
  /** Marks it revoked and drops its tokens. */
  revokeDevice(id: Id, at: Instant): Promise<void>
  token(hash: string): Promise<TokenRecord | undefined>
  putToken(token: TokenRecord): Promise<void>
  /** Removes a token and tells whether it was there: a one-time link is used by whoever gets true. */
  takeToken(hash: string): Promise<boolean>
  dropExpiredTokens(now: Instant): Promise<number>
}
