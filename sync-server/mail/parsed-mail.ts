import type { Instant } from '#shared/kernel/time.ts'
import type { Headers } from './mime/headers.ts'
import type { MimePart } from './mime/tree.ts'

/** An address as a mail gives it: `address` in lower case, `name` '' when there is none. */
export interface MailAddress {
  readonly address: string
  readonly name: string
}

/** A file that came with a mail. */
export interface ReceivedFile {
  /** A name without any path, never ''. */
  readonly name: string
  readonly type: string
  /** '' unless the HTML may show it as `cid:`. */
  readonly contentId: string
  readonly content: Buffer
}

/** A mail as the rest of the server sees it. Lists are bounded; the raw bytes are kept elsewhere. */
export interface ParsedMail {
  /** With angle brackets. Made from the hash of the raw bytes when the mail has none. */
  readonly messageId: string
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly subject: string
  readonly from: MailAddress
  readonly replyTo: readonly MailAddress[]
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  /** Addresses the mail was delivered to, as the last server wrote them (Delivered-To and its kin). */
  readonly deliveredTo: readonly string[]
  /** '' when the mail has none that can be read. */
  readonly date: Instant
  /** The plain text it came with, '' when there is none. */
  readonly plain: string
  /** `plain`; made from the HTML when there is only that. */
  readonly text: string
  /** HTML as it came, not yet sanitised; '' when there is none. */
  readonly html: string
  readonly files: readonly ReceivedFile[]
  readonly headers: Headers
  readonly tree: MimePart
}
