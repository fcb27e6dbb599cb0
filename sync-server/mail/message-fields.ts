import type { PatchOf } from '#shared/kernel/patch.ts'
import type { Attachment, Message } from '#shared/messages/schema.ts'
import type { Language } from '#shared/people/schema.ts'
import { htmlAsText } from './html-text.ts'
import type { MailAddress, ParsedMail, ReceivedFile } from './parsed-mail.ts'
import { withoutSignature } from './reply/signature.ts'
import { sanitizeMailHtml } from './sanitize.ts'
import { isForwardSubject } from './subject.ts'
import { visibleHtml } from './visible-html.ts'
import { visibleReply } from './visible-reply.ts'
import { fill, mailWords } from './words.ts'

/** The longest text a message keeps, in characters; a longer one becomes a file. */
const MAX_TEXT = 200_000

/** What a mail says, as fields of a message, and its files. */
export interface MailContent {
  readonly fields: PatchOf<Message>
  readonly files: readonly ReceivedFile[]
}

/**
 * The fields of the message a mail becomes. An answer shows its visible part and keeps the whole in `fullText`; the
 * first mail of a ticket and a forwarded one show everything. Words for mails without text come in `language`.
 */
export function messageContent(mail: ParsedMail, isAnswer: boolean, language: Language): MailContent {
  const words = mailWords(language).received
  const cuts = isAnswer && !isForwardSubject(mail.subject)
  const html = cuts ? visibleHtml(mail.html) : mail.html
  const whole = mail.text.trim()
  const visible = cuts ? visibleText(mail, html) : whole
  const isLong = whole.length > MAX_TEXT
  const hasOther = html !== '' || mail.files.length > 0
  const text = visible === '' && !hasOther ? words.noText : visible.slice(0, MAX_TEXT)
  const file: ReceivedFile = {
    name: words.longTextName,
    type: 'text/plain',
    contentId: '',
    content: Buffer.from(whole),
  }
  return {
    fields: {
      text: isLong
        ? `${fill(words.longText, { name: words.longTextName })}\n\n${text}`.slice(0, MAX_TEXT)
        : text,
      html: isLong ? '' : sanitizeMailHtml(html),
      fullText: isLong || whole === text ? '' : whole,
      subject: [...mail.subject].slice(0, 250).join(''),
      to: addressList(mail.to),
      cc: addressList(mail.cc),
      mailId: mail.messageId,
    },
    files: isLong ? [...mail.files.slice(0, 99), file] : mail.files,
  }
}

function visibleText(mail: ParsedMail, visibleHtmlPart: string): string {
  if (mail.plain.trim() !== '') return visibleReply(mail.plain)
  const text = withoutSignature(htmlAsText(visibleHtmlPart)).trim()
  return text === '' ? mail.text.trim() : text
}

function addressList(addresses: readonly MailAddress[]): string[] {
  return [...new Set(addresses.map(({ address }) => address))]
    .filter((address) => address !== '')
    .slice(0, 100)
}

/** The entry of a message for a file whose bytes are stored. */
export function attachmentOf(file: ReceivedFile, sha256: string): Attachment {
  const { name, type, contentId, content } = file
  return { sha256, name, type, contentId, size: content.length }
}
