/** The bytes of a body part without its transfer encoding. Damaged encodings give what can be read of them. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return decodeBase64(body)
    case 'quoted-printable':
      return decodeQuotedPrintable(body)
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return decodeUuencode(body)
    default:
      return body
  }
}

/** Padding in the middle ends one run and starts another: some programs join encoded pieces. */
function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '')
  if (!/=[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64')
  return Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run, 'base64')))
}

const EQUALS = 0x3d
const LF = 0x0a
const CR = 0x0d

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  /** Blanks before here were written as `=20` and are meant. */
  let meant = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0
    if (byte !== EQUALS) {
      if (byte === LF || byte === CR) length = withoutTrailingBlanks(out, length, meant)
      out[length++] = byte
      continue
    }
    const soft = softBreakLength(body, i + 1)
    const [high, low] = [hexDigit(body[i + 1]), hexDigit(body[i + 2])]
    if (soft > 0) {
      i += soft
    } else if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      i += 2
    } else {
      out[length++] = byte
    }
    meant = length
  }
  return out.subarray(0, length)
}

/** The value of a hexadecimal digit given as a byte, -1 for anything else. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const upper = byte & 0xdf
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1
}

/** How many bytes of blanks and a line end follow a `=`, 0 when something else does. */
function softBreakLength(body: Buffer, start: number): number {
  let i = start
  while (body[i] === 0x20 || body[i] === 0x09) i++
  if (i >= body.length) return i - start + 1
  if (body[i] === CR && body[i + 1] === LF) return i - start + 2
  return body[i] === LF || body[i] === CR ? i - start + 1 : 0
}

/** Blanks at the end of an encoded line were added on the way (RFC 2045, 6.7). */
function withoutTrailingBlanks(out: Buffer, length: number, meant: number): number {
  let end = length
  while (end > meant && (out[end - 1] === 0x20 || out[end - 1] === 0x09)) end--
  return end
}

function decodeUuencode(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (/^begin [0-7]{3}/.test(line)) continue
    if (line === 'end' || line === '`' || line === '') continue
    chunks.push(decodeUuLine(line))
  }
  return Buffer.concat(chunks)
}

function decodeUuLine(line: string): Buffer {
  const value = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63
  const size = value(0)
  const bytes: number[] = []
  for (let at = 1; at < line.length && bytes.length < size; at += 4) {
    const [a, b, c, d] = [value(at), value(at + 1), value(at + 2), value(at + 3)]
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  return Buffer.from(bytes.slice(0, size))
}
