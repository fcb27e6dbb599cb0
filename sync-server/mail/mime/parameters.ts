import { decodeCharset } from './charset.ts'
import { decodeWords } from './words.ts'

/** A header such as Content-Type: its value in lower case, and its parameters by lower-case name. */
export interface HeaderWithParameters {
  readonly value: string
  readonly parameters: Readonly<Record<string, string>>
}

interface Piece {
  readonly index: number
  readonly encoded: boolean
  readonly text: string
}

/** No mail program writes more, in characters. */
const MAX_LENGTH = 8_192

/** Parses `value; name=x; name*=utf-8''x; name*0="a"; name*1*=b` (RFC 2045 and 2231), with the usual mistakes. */
export function parseParameters(header: string): HeaderWithParameters {
  const [first = '', ...rest] = splitOutsideQuotes(withoutComments(header.slice(0, MAX_LENGTH)))
  const pieces = new Map<string, Piece[]>()
  for (const part of rest) {
    const at = part.indexOf('=')
    if (at < 1) continue
    const [, name = '', index, star] =
      /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(part.slice(0, at).trim().toLowerCase()) ?? []
    if (name === '') continue
    const piece = {
      index: Number(index ?? 0),
      encoded: star !== undefined,
      text: unquote(part.slice(at + 1).trim()),
    }
    const known = pieces.get(name)
    if (known && index === undefined && !piece.encoded) continue
    pieces.set(name, index === undefined ? [piece] : [...(known ?? []), piece])
  }
  const parameters: Record<string, string> = {}
  for (const [name, list] of pieces) parameters[name] = joinPieces(list)
  return { value: first.trim().toLowerCase(), parameters }
}

function joinPieces(pieces: readonly Piece[]): string {
  const sorted = [...pieces].sort((a, b) => a.index - b.index)
  if (!sorted.some((piece) => piece.encoded)) return decodeWords(sorted.map((piece) => piece.text).join(''))
  const [, charset = '', , start] = /^([^']*)'([^']*)'(.*)$/s.exec(sorted[0]?.text ?? '') ?? []
  const texts = sorted.map((piece, at) => ({
    ...piece,
    text: at === 0 && start !== undefined ? start : piece.text,
  }))
  return decodeCharset(Buffer.concat(texts.map(pieceBytes)), charset)
}

function pieceBytes({ encoded, text }: Piece): Buffer {
  const utf8 = Buffer.from(text, 'utf8')
  if (!encoded) return utf8
  const raw = utf8.toString('latin1')
  const plain = raw.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(plain, 'latin1')
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? ''
    if (letter === '\\' && quoted) {
      part += letter + (text[++i] ?? '')
      continue
    }
    if (letter === '"') quoted = !quoted
    if (letter === ';' && !quoted) {
      parts.push(part)
      part = ''
    } else {
      part += letter
    }
  }
  return [...parts, part]
}

/** Drops `(comments)` outside quotes; a name such as `report (1).pdf` stays whole because it is not at the end. */
function withoutComments(header: string): string {
  return header.replace(/(^|[;\s])\([^()"]*\)(?=\s*(;|$))/g, '$1')
}

/** A quoted value: an unknown escape such as the one of `C:\temp` keeps its backslash. */
function unquote(text: string): string {
  const inner = /^"(.*?)"?$/s.exec(text)?.[1]
  return inner === undefined ? text : inner.replace(/\\(["\\])/g, '$1')
}
