import { forbidsAnswer, isAutoReply, isGenerated } from './classify/auto-reply.ts'
import {
  BOUNCE_OPENING,
  BOUNCE_SUBJECT,
  BOUNCE_TEXT,
  COPY_BELOW,
  DELAY_TEXT,
  isDaemon,
  MAILER_DAEMON,
} from './classify/bounce-words.ts'
import {
  partsOfType,
  reportedMessageIds,
  reportedRecipients,
  type ReportedRecipient,
} from './classify/delivery-report.ts'
import type { ParsedMail } from './parsed-mail.ts'

/** A report on a mail that was sent. */
export interface Bounce {
  readonly kind: 'bounce'
  /** `failed` for good, `delayed` while the server still tries, `delivered` for a confirmation. */
  readonly outcome: 'failed' | 'delayed' | 'delivered'
  /** Addresses that were not reached, in lower case. */
  readonly recipients: readonly string[]
  /** Message-IDs of the mail it is about. */
  readonly about: readonly string[]
  /** The server's words for a person to read, at most 500 characters, '' when there are none. */
  readonly reason: string
}

/**
 * What kind of mail it is. `mayAnswer` is false when nothing automatic may be sent back; `automatic` is true for what
 * a machine wrote of its own accord, such as an alert.
 */
export type MailClass =
  | Bounce
  | { readonly kind: 'auto-reply' }
  | { readonly kind: 'ordinary'; readonly mayAnswer: boolean; readonly automatic: boolean }

/** Tells what people wrote from what machines did. Pure. */
export function classifyMail(mail: ParsedMail): MailClass {
  const reported = reportedRecipients(mail.tree)
  if (reported && reported.length > 0) return bounceOf(mail, reported)
  const dispositions = partsOfType(mail.tree, /^message\/disposition-notification$/)
  if (
    dispositions.some((part) =>
      /disposition:[^\n]*;\s*(?:deleted|denied|failed)/i.test(part.content().toString('utf8')),
    )
  ) {
    return bounceOf(mail, [])
  }
  if (dispositions.length > 0) return { kind: 'auto-reply' }
  if (reported || isFreeFormBounce(mail)) return bounceOf(mail, [])
  if (isAutoReply(mail)) return { kind: 'auto-reply' }
  return { kind: 'ordinary', mayAnswer: !forbidsAnswer(mail), automatic: isGenerated(mail) }
}

/** Bounces of servers that follow no standard: the sender and the words must agree, or a header says it. */
function isFreeFormBounce(mail: ParsedMail): boolean {
  if (mail.headers.has('x-failed-recipients') || MAILER_DAEMON.test(mail.from.address)) return true
  if (partsOfType(mail.tree, /^message\/feedback-report$/).length > 0) return true
  if (mail.tree.parameters['report-type']?.toLowerCase() === 'delivery-status') return true
  const text = ownWords(mail)
  const bySender =
    isDaemon(mail.from.address, mail.from.name) || /^<\s*>$/.test(mail.headers.first('return-path'))
  const bySubject = BOUNCE_SUBJECT.test(mail.subject)
  const byText = BOUNCE_TEXT.test(text)
  if (bySender && (bySubject || byText)) return !isAutoReply(mail) || bySubject
  const isReply = mail.inReplyTo.length > 0 && /^re\s?:/i.test(mail.subject)
  return bySubject && byText && !isReply && (hasCopyOfMail(mail, text) || BOUNCE_OPENING.test(text))
}

/** A person who writes about a bounce does not send the server's copy along as a server does. */
function hasCopyOfMail(mail: ParsedMail, text: string): boolean {
  const copies = partsOfType(mail.tree, /^(?:message\/rfc822|text\/rfc822-headers)$/)
  return copies.length > 0 || text.length < mail.text.length
}

function ownWords(mail: ParsedMail): string {
  const text = mail.text.slice(0, 20_000)
  const copy = COPY_BELOW.exec(text)
  return copy && copy.index > 40 ? text.slice(0, copy.index) : text.slice(0, 6_000)
}

function bounceOf(mail: ParsedMail, reported: readonly ReportedRecipient[]): Bounce {
  const text = ownWords(mail)
  const failed = reported.filter(({ action }) => action === 'failed' || action === '')
  const worst = failed[0] ?? reported[0]
  const recipients =
    reported.length > 0
      ? (failed.length > 0 ? failed : reported).map(({ address }) => address)
      : recipientsIn(mail, text)
  const outcome = outcomeOf(mail, text, reported)
  return {
    kind: 'bounce',
    outcome,
    recipients: [...new Set(recipients)],
    about: reportedMessageIds(mail.tree, mail.text).filter((id) => id !== mail.messageId),
    reason: (worst && worst.diagnostic !== '' ? worst.diagnostic : firstReason(text)).slice(0, 500),
  }
}

function outcomeOf(
  mail: ParsedMail,
  text: string,
  reported: readonly ReportedRecipient[],
): Bounce['outcome'] {
  const actions = new Set(reported.map(({ action }) => action))
  if (actions.has('failed')) return 'failed'
  if (actions.has('delayed')) return 'delayed'
  if (
    reported.length > 0 &&
    [...actions].every((action) => ['delivered', 'relayed', 'expanded'].includes(action))
  )
    return 'delivered'
  return DELAY_TEXT.test(`${mail.subject}\n${text}`) ? 'delayed' : 'failed'
}

const ADDRESS = /[\w.!#$%&'*+/?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*/g

/** Addresses in the server's own words that are neither its own nor ours. */
function recipientsIn(mail: ParsedMail, text: string): string[] {
  const named = mail.headers.all('x-failed-recipients').flatMap((value) => value.match(ADDRESS) ?? [])
  if (named.length > 0) return named.map((address) => address.toLowerCase())
  const ours = new Set([...mail.to, ...mail.cc, ...mail.replyTo, mail.from].map(({ address }) => address))
  const found = text
    .split('\n')
    .filter((line) => !/^\s*(?:from|sender|message-id|reply-to|return-path)\s*:/i.test(line))
    .flatMap((line) => line.match(ADDRESS) ?? [])
    .map((address) => address.toLowerCase().replace(/^'|[.']+$/g, ''))
    .filter((address) => !ours.has(address) && !isDaemon(address, ''))
  return [...new Set(found)].slice(0, 50)
}

/** The line of the server that names an SMTP answer or says what went wrong. */
function firstReason(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return (
    lines.find((line) => /\b[45]\d\d\b.{0,10}[45]\.\d\.\d|^\s*[45]\d\d[ -]/.test(line)) ??
    lines.find((line) => BOUNCE_TEXT.test(line)) ??
    ''
  )
}
