import { decodeCharset } from './charset.ts'
import type { MimePart } from './tree.ts'

/** What a mail says and what hangs on it, found in its structure. */
export interface MailBody {
  readonly texts: readonly MimePart[]
  readonly htmls: readonly MimePart[]
  readonly files: readonly MimePart[]
}

const MAX_FILES = 100
const EMPTY: MailBody = { texts: [], htmls: [], files: [] }

/**
 * Sorts the parts of a mail into text, HTML and files. Forwarded mails, signed and encrypted parts, and reports are
 * files, kept byte for byte; the text of an alternative is shown once.
 */
export function collectBody(part: MimePart): MailBody {
  const body = collect(part, false)
  return { ...body, files: body.files.slice(0, MAX_FILES) }
}

function collect(part: MimePart, isReport: boolean): MailBody {
  if (part.children.length === 0) return collectLeaf(part, isReport)
  if (part.type === 'multipart/alternative') return collectAlternative(part)
  if (part.type === 'multipart/encrypted') return { ...EMPTY, files: part.children }
  return join(part.children.map((child) => collect(child, part.type === 'multipart/report')))
}

function collectLeaf(part: MimePart, isReport: boolean): MailBody {
  const isFile = part.disposition === 'attachment' || part.filename !== ''
  if (part.type === 'text/plain' && !isFile) return { ...EMPTY, texts: [part] }
  if (part.type === 'text/html' && !isFile) return { ...EMPTY, htmls: [part] }
  if (isReport && part.type === 'message/delivery-status') return { ...EMPTY, texts: [part] }
  return { ...EMPTY, files: [part] }
}

/** Of several forms of one text the first plain one and the last HTML one; what else it holds stays as files. */
function collectAlternative(part: MimePart): MailBody {
  const forms = part.children.map((child) => collect(child, false))
  const text =
    forms.find((form) => form.texts.length > 0 && form.htmls.length === 0) ??
    forms.find((form) => form.texts.length > 0)
  const html = forms.findLast((form) => form.htmls.length > 0)
  return {
    texts: text?.texts ?? [],
    htmls: html?.htmls ?? [],
    files: forms.flatMap((form) => form.files),
  }
}

function join(bodies: readonly MailBody[]): MailBody {
  return {
    texts: bodies.flatMap((body) => body.texts),
    htmls: bodies.flatMap((body) => body.htmls),
    files: bodies.flatMap((body) => body.files),
  }
}

/** The text of a text part: charset decoded, line ends as `\n`, soft line breaks of `format=flowed` joined. */
export function partText(part: MimePart): string {
  const charset = part.parameters['charset'] ?? charsetOfHtml(part)
  const text = decodeCharset(part.content(), charset).replace(/\r\n?/g, '\n').replaceAll('\0', '')
  if (part.type !== 'text/plain' || part.parameters['format']?.toLowerCase() !== 'flowed') return text
  return joinFlowed(text, part.parameters['delsp']?.toLowerCase() === 'yes')
}

function charsetOfHtml(part: MimePart): string {
  if (part.type !== 'text/html') return ''
  const start = part.content().toString('latin1', 0, 2048)
  return /<meta[^>]{1,200}charset=["']?([\w-]+)/i.exec(start)?.[1] ?? ''
}

/** RFC 3676: a line that ends in a blank goes on in the next one of the same quote depth. */
function joinFlowed(text: string, dropBlank: boolean): string {
  const out: string[] = []
  let open = false
  let depthBefore = 0
  for (const line of text.split('\n')) {
    const [, marks = '', rest = ''] = /^(>*) ?(.*)$/s.exec(line) ?? []
    const depth = marks.length
    const isSignature = rest === '-- '
    const flows = rest.endsWith(' ') && !isSignature
    const content = flows && dropBlank ? rest.slice(0, -1) : rest
    if (open && depth === depthBefore && !isSignature) out[out.length - 1] += content
    else out.push(depth > 0 ? `${marks} ${content}` : content)
    open = flows
    depthBefore = depth
  }
  return out.join('\n')
}
