import { createHash } from 'node:crypto'
import { isTooComplex, withoutTags } from './html-complexity.ts'
import { htmlAsText } from './html-text.ts'
import { readAddresses, readMessageIds } from './mime/addresses.ts'
import { collectBody, partText } from './mime/body.ts'
import { safeFileName } from './mime/filename.ts'
import type { Headers } from './mime/headers.ts'
import { readHeaders } from './mime/headers.ts'
import { readTnef } from './mime/tnef.ts'
import { readMimeTree, type MimePart } from './mime/tree.ts'
import type { MailAddress, ParsedMail, ReceivedFile } from './parsed-mail.ts'

const MOST_FILES = 100
const DELIVERED_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'apparently-to',
]

/** Reads a mail from its raw bytes. Broken mails give what can be read of them; never throws for any bytes. */
export function parseMail(raw: Buffer): ParsedMail {
  const tree = readMimeTree(raw)
  const { headers } = tree
  const body = collectBody(tree)
  const markup = body.htmls.map(partText).join('<br>\n')
  const html = isTooComplex(markup) ? '' : markup
  const plain = body.texts.map(partText).join('\n')
  return {
    messageId: messageIdOf(headers, raw),
    inReplyTo: readMessageIds(headers.first('in-reply-to')),
    references: readMessageIds(headers.all('references').join(' ')),
    subject: headers.decoded('subject').replace(/\s+/g, ' '),
    from: senderOf(headers),
    replyTo: addressesOf(headers, 'reply-to'),
    to: addressesOf(headers, 'to'),
    cc: addressesOf(headers, 'cc'),
    deliveredTo: DELIVERED_TO.flatMap((name) => addressesOf(headers, name).map(({ address }) => address)),
    date: dateOf(headers),
    plain,
    text:
      plain.trim() === '' && markup !== '' ? (html === '' ? withoutTags(markup) : htmlAsText(html)) : plain,
    html,
    files: body.files.flatMap(filesOf).slice(0, MOST_FILES).map(named),
    headers,
    tree,
  }
}

function addressesOf(headers: Headers, name: string): MailAddress[] {
  return readAddresses(headers.all(name).join(', '))
}

/** The writer, or who sent it for them when a mail names no writer. */
function senderOf(headers: Headers): MailAddress {
  const candidates = [...addressesOf(headers, 'from'), ...addressesOf(headers, 'sender')]
  return candidates.find(({ address }) => address !== '') ?? candidates[0] ?? { address: '', name: '' }
}

function messageIdOf(headers: Headers, raw: Buffer): string {
  const given = readMessageIds(headers.first('message-id'))[0] ?? bareId(headers.first('message-id'))
  return given === '' ? `<${createHash('sha256').update(raw).digest('hex')}@no-message-id.invalid>` : given
}

function bareId(value: string): string {
  const id = value.replace(/[<>\s]/g, '')
  return id === '' || id.length > 990 ? '' : `<${id}>`
}

function dateOf(headers: Headers): string {
  const time = Date.parse(headers.first('date').replace(/\([^)]*\)/g, ' '))
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear()
  return year >= 1970 && year <= 9999 ? new Date(time).toISOString() : ''
}

/** The file of a part, or those that Outlook packed into one. */
function filesOf(part: MimePart): ReceivedFile[] {
  const content = part.content()
  const isPacked = part.type === 'application/ms-tnef' || /^winmail\.dat$/i.test(part.filename)
  const unpacked = isPacked ? readTnef(content) : []
  if (unpacked.length > 0) return unpacked
  const name = part.filename === '' && part.type === 'message/rfc822' ? forwardedName(content) : part.filename
  return [{ name, type: part.type, contentId: part.contentId, content }]
}

function named(file: ReceivedFile, index: number): ReceivedFile {
  return {
    name: safeFileName(file.name, file.type, index + 1),
    type: file.type.slice(0, 127),
    contentId: file.contentId.slice(0, 255),
    content: file.content,
  }
}

/** A forwarded mail is named after its subject. */
function forwardedName(content: Buffer): string {
  const subject = readHeaders(content)
    .headers.decoded('subject')
    .replace(/[/\\:*?"<>|]/g, '-')
  return subject === '' ? '' : `${subject.slice(0, 200)}.eml`
}

/**
 * What makes a mail the same mail in two mailboxes: its Message-ID with its sender, date and subject, in the form of a
 * Message-ID. Some machines give all their mails one Message-ID.
 */
export function identityOf(mail: ParsedMail): string {
  const parts = [mail.messageId, mail.from.address, mail.date, mail.subject]
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return `<${hash}@mail-identity.invalid>`
}
