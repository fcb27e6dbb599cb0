import { readHeaders, type Headers } from './headers.ts'
import { parseParameters } from './parameters.ts'
import { decodeTransfer } from './transfer.ts'

/** One part of a mail: a leaf with bytes, or a multipart with children. */
export interface MimePart {
  readonly headers: Headers
  /** Media type in lower case, such as `text/plain`. */
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  /** `inline`, `attachment` or ''. */
  readonly disposition: string
  /** As the sender wrote it, '' when there is none. Data, never a path. */
  readonly filename: string
  /** Content-ID without angle brackets, '' when there is none. */
  readonly contentId: string
  readonly children: readonly MimePart[]
  /** The bytes without transfer encoding. */
  content(): Buffer
}

/** A mail with more than this is read as far as this; its raw bytes are kept anyway. */
const MAX_DEPTH = 24
const MAX_PARTS = 400

interface Budget {
  parts: number
}

/** Reads the structure of a mail. Never throws and takes time in proportion to the size. */
export function readMimeTree(raw: Buffer): MimePart {
  return readPart(withLineFeeds(raw), 0, { parts: MAX_PARTS }, 'text/plain')
}

/** Mail from old Macintosh programs ends its lines with CR alone. */
function withLineFeeds(raw: Buffer): Buffer {
  const head = raw.subarray(0, 64 * 1024)
  if (head.includes(0x0a) || !head.includes(0x0d)) return raw
  return Buffer.from(raw.toString('latin1').replace(/\r/g, '\r\n'), 'latin1')
}

function readPart(bytes: Buffer, depth: number, budget: Budget, defaultType: string): MimePart {
  budget.parts--
  const { headers, body } = readHeaders(bytes, depth > 0)
  const contentType = parseParameters(headers.first('content-type'))
  const disposition = parseParameters(headers.first('content-disposition'))
  const encoding = headers.first('content-transfer-encoding')
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(contentType.value)
    ? contentType.value
    : typeOfMistake(contentType.value, encoding, defaultType)
  const children =
    type.startsWith('multipart/') && depth < MAX_DEPTH
      ? readChildren(body, contentType.parameters['boundary'] ?? '', type, depth, budget)
      : []
  const leafType = type.startsWith('multipart/') && children.length === 0 ? 'text/plain' : type
  return {
    headers,
    type: leafType,
    parameters: contentType.parameters,
    disposition: disposition.value,
    filename: disposition.parameters['filename'] ?? contentType.parameters['name'] ?? '',
    contentId: headers.first('content-id').trim().replace(/^<|>$/g, ''),
    children,
    content: () => decodeTransfer(body, encoding),
  }
}

/** What is not a media type is text, unless its encoding says that it holds other bytes. */
function typeOfMistake(value: string, encoding: string, defaultType: string): string {
  if (value === '') return defaultType
  return /base64|uu/i.test(encoding) && !value.startsWith('text') ? 'application/octet-stream' : 'text/plain'
}

function readChildren(
  body: Buffer,
  boundary: string,
  type: string,
  depth: number,
  budget: Budget,
): MimePart[] {
  if (boundary === '') return []
  const defaultType = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  const children: MimePart[] = []
  for (const bytes of splitAtBoundary(body, boundary.trimEnd())) {
    if (budget.parts <= 0) break
    children.push(readPart(bytes, depth + 1, budget, defaultType))
  }
  return children
}

/** The bytes between boundary lines; a missing last boundary means until the end. */
function splitAtBoundary(body: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`, 'utf8')
  const parts: Buffer[] = []
  let start = -1
  let at = body.indexOf(delimiter)
  while (at !== -1) {
    const line = boundaryLine(body, at, delimiter.length)
    if (line) {
      if (start !== -1) parts.push(body.subarray(start, Math.max(start, lineEndBefore(body, at))))
      start = line.end
      if (line.last) return parts
    }
    at = body.indexOf(delimiter, at + delimiter.length)
  }
  if (start !== -1 && start < body.length) parts.push(body.subarray(start))
  return parts
}

function boundaryLine(body: Buffer, at: number, length: number): { end: number; last: boolean } | undefined {
  if (at > 0 && body[at - 1] !== 0x0a && body[at - 1] !== 0x0d) return undefined
  const newline = body.indexOf(0x0a, at)
  const end = newline === -1 ? body.length : newline + 1
  const rest = body.toString('latin1', at + length, Math.min(end, at + length + 200))
  if (/^[ \t\r\n]*$/.test(rest)) return { end, last: false }
  return /^--[ \t\r\n]*$/.test(rest) ? { end, last: true } : undefined
}

/** The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1). */
function lineEndBefore(body: Buffer, at: number): number {
  if (body[at - 1] === 0x0a) return body[at - 2] === 0x0d ? at - 2 : at - 1
  return body[at - 1] === 0x0d ? at - 1 : at
}
