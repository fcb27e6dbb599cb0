import { decodeUnlabelled } from './charset.ts'
import { decodeWords } from './words.ts'

/** Header fields in their order, names in lower case, values unfolded and not decoded further. */
export interface Headers {
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  /** The first field of a name, '' when there is none. */
  first(name: string): string
  all(name: string): readonly string[]
  has(name: string): boolean
  /** The first field with its encoded words decoded and blanks at the ends gone. */
  decoded(name: string): string
}

/** Header bytes beyond this are read as body: no mail program writes so many. */
const MAX_HEADER_BYTES = 512 * 1024
const LF = 0x0a
const FIELD = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:(.*)$/s
const MBOX_SEPARATOR = /^>?From /
/** Parameters on a line of their own whose indent some program forgot. */
const FORGOTTEN_INDENT = /^(boundary|charset|name|filename|report-type)\s*=/i

/**
 * Splits a mail into header fields and body. A line that cannot be a header field ends the header; blank lines before
 * the first field are skipped, except in a part of a multipart, which may have no header at all (`isPart`).
 */
export function readHeaders(
  bytes: Buffer,
  isPart = false,
): { readonly headers: Headers; readonly body: Buffer } {
  const fields: { name: string; value: string }[] = []
  let offset = 0
  while (offset < bytes.length && offset < MAX_HEADER_BYTES) {
    const newline = bytes.indexOf(LF, offset)
    const end = newline === -1 ? bytes.length : newline + 1
    const line = bytes.subarray(offset, end)
    const text = decodeUnlabelled(line).replace(/\r?\n$/, '')
    const last = fields.at(-1)
    if (text.trim() === '' && last) return { headers: headersOf(fields), body: bytes.subarray(end) }
    const field = FIELD.exec(text)
    if (last && (/^[ \t]/.test(text) || (!field && FORGOTTEN_INDENT.test(text))))
      last.value += ` ${text.trim()}`
    else if (field) fields.push({ name: (field[1] ?? '').toLowerCase(), value: (field[2] ?? '').trim() })
    else if (last || (text.trim() !== '' && !MBOX_SEPARATOR.test(text))) break
    else if (text === '' && isPart) return { headers: headersOf(fields), body: bytes.subarray(end) }
    offset = end
  }
  return { headers: headersOf(fields), body: bytes.subarray(offset) }
}

function headersOf(fields: Headers['fields']): Headers {
  const first = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
  return {
    fields,
    first,
    all: (name) => fields.filter((field) => field.name === name).map((field) => field.value),
    has: (name) => fields.some((field) => field.name === name),
    decoded: (name) => decodeWords(first(name)).trim(),
  }
}
