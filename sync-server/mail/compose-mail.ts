import type { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Attachment } from '#shared/messages/schema.ts'
import type { Language } from '#shared/people/schema.ts'
import type { Channel } from './channel.ts'
import { htmlAsText } from './html-text.ts'
import { sanitizeMailHtml } from './sanitize.ts'
import type { Envelope } from './smtp.ts'

/** A mail to be sent: who, what, and where it stands in its thread. Message-IDs carry their angle brackets. */
export interface OutgoingMail {
  readonly channel: Pick<Channel, 'name' | 'address'>
  readonly language: Language
  readonly messageId: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  /** '' leaves answers to the mailbox itself. */
  readonly replyTo: string
  readonly subject: string
  readonly text: string
  /** '' makes it from the text. */
  readonly html: string
  /** A line below the text, '' for none. */
  readonly footer: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly attachments: readonly (Attachment & { readonly content: Readable | Buffer })[]
  /** Whether a machine wrote it, and if so whether as an answer (RFC 3834). */
  readonly automatic: 'no' | 'auto-replied' | 'auto-generated'
  readonly date: Date
  /** See deskMark. */
  readonly mark: string
}

/** A mail as bytes, with everybody it goes to. */
export interface ComposedMail {
  readonly envelope: Envelope
  readonly raw: Buffer
}

/** Writes a mail with text and HTML. Addresses come from documents and are checked again here. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  const { channel } = mail
  const html = sanitizeMailHtml(mail.html) || textAsHtml(mail.text)
  const text = mail.text.trim() === '' ? htmlAsText(html) : mail.text
  const composer = new MailComposer({
    from: { name: channel.name === channel.address ? '' : channel.name, address: channel.address },
    to: [...mail.to],
    cc: [...mail.cc],
    ...(mail.replyTo === '' ? {} : { replyTo: mail.replyTo }),
    subject: oneLine(mail.subject),
    messageId: mail.messageId,
    ...(mail.inReplyTo === '' ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length === 0 ? {} : { references: [...mail.references] }),
    date: mail.date,
    text: mail.footer === '' ? text : `${text}\n\n-- \n${mail.footer}\n`,
    html: page(html, mail.footer, mail.language),
    attachments: mail.attachments.map((file) => ({
      filename: file.name,
      contentType: file.type,
      content: file.content,
      ...(file.contentId === '' ? {} : { cid: file.contentId }),
    })),
    headers: {
      'X-Satchel-Desk': mail.mark,
      ...automaticHeaders(mail.automatic),
    },
    disableUrlAccess: true,
    disableFileAccess: true,
  })
  const raw = await composer.compile().build()
  const to = [...new Set([...mail.to, ...mail.cc, ...mail.bcc])].filter(isAddress)
  return { envelope: { from: channel.address, to }, raw }
}

function automaticHeaders(automatic: OutgoingMail['automatic']): Readonly<Record<string, string>> {
  if (automatic === 'no') return {}
  const bulk = automatic === 'auto-replied' ? { Precedence: 'bulk' } : {}
  return { 'Auto-Submitted': automatic, 'X-Auto-Response-Suppress': 'All', ...bulk }
}

/** True for something that can be written to; line ends and blanks never are. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function page(html: string, footer: string, language: Language): string {
  const below =
    footer === ''
      ? ''
      : `<p style="margin-top:24px;color:#6b7280;font-size:12px">${escapeHtml(footer).replaceAll('\n', '<br>')}</p>`
  return `<!doctype html><html lang="${language}"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">${html}${below}</body></html>`
}

/** Plain text as paragraphs; web addresses become links. */
export function textAsHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/)
  return paragraphs
    .map((paragraph) => `<p>${linked(escapeHtml(paragraph)).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

function linked(escaped: string): string {
  return escaped.replace(
    /https?:\/\/[^\s<>"]{1,1000}[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}">${url}</a>`,
  )
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
