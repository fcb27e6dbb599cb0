import type { Id } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/kernel/time.ts'

/** A mail as it was fetched: stored raw first, processed after. */
export interface RawMail {
  readonly id: Id
  readonly channel: string
  readonly uidValidity: string
  readonly uid: number
  /** SHA-256 of the raw bytes, which lie in the blob files. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly state: 'stored' | 'done' | 'quarantined'
  readonly attempts: number
  readonly error: string
  readonly receivedAt: Instant
}

/** A Message-ID known in a mailbox's organisation, and the ticket it belongs to. `ours`: we sent it. */
export interface MailReference {
  readonly orgId: Id
  readonly mailId: string
  readonly ticketId: Id
  readonly ours: boolean
}

export interface MailStore {
  /** Records a fetched mail; returns false when (channel, uidValidity, uid) is already there. */
  addRaw(mail: RawMail): Promise<boolean>
  raw(id: Id): Promise<RawMail | undefined>
  /** Mails still to be processed, oldest first. */
  unprocessed(channel: string, limit: number): Promise<readonly RawMail[]>
  /** Mails of these channels that were put aside, oldest first. */
  quarantined(channels: readonly string[], limit: number): Promise<readonly RawMail[]>
  /** How many mails are put aside, by channel. */
  quarantineCounts(): Promise<Readonly<Record<string, number>>>
  setRawState(id: Id, state: RawMail['state'], attempts: number, error: string): Promise<void>
  /** Highest UID stored for this folder, 0 when there is none. */
  lastUid(channel: string, uidValidity: string): Promise<number>
  /** A second call with the same organisation, mail and ticket changes nothing. */
  addReferences(references: readonly MailReference[]): Promise<void>
  references(orgId: Id, mailIds: readonly string[]): Promise<readonly MailReference[]>
  /** Automatic answers sent to an address on a day (`2026-11-20`); counts one more and returns the new count. */
  countAutomatic(address: string, day: string): Promise<number>
  /** Takes or renews a lease until `until`; false while another owner's has not run out at `now`. */
  lease(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>
  /** Gives a lease back early; does nothing when it is another owner's. */
  releaseLease(name: string, owner: string): Promise<void>
}
