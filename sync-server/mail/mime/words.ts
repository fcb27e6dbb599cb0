import { decodeCharset } from './charset.ts'

const WORD = /=\?([^?\s*]*)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=/g

/**
 * A header value with its encoded words (RFC 2047) decoded. Neighbouring words of one charset are joined as bytes
 * first, because programs cut in the middle of a character.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  const joined = value.replace(/(\?=)\s+(?==\?[^?\s]*\?[BbQq]\?)/g, '$1')
  let out = ''
  let end = 0
  let pending: { charset: string; bytes: Buffer[] } | undefined
  const flush = () => {
    if (pending) out += decodeCharset(Buffer.concat(pending.bytes), pending.charset)
    pending = undefined
  }
  for (const match of joined.matchAll(WORD)) {
    const [all, charset = '', encoding = '', text = ''] = match
    if (match.index > end) {
      flush()
      out += joined.slice(end, match.index)
    }
    const bytes = wordBytes(encoding, text)
    if (pending && pending.charset !== charset.toLowerCase()) flush()
    pending ??= { charset: charset.toLowerCase(), bytes: [] }
    pending.bytes.push(bytes)
    end = match.index + all.length
  }
  flush()
  return out + joined.slice(end)
}

function wordBytes(encoding: string, text: string): Buffer {
  if (encoding.toUpperCase() === 'B') return Buffer.from(text, 'base64')
  const latin = Buffer.from(text.replaceAll('_', ' '), 'utf8').toString('latin1')
  return Buffer.from(
    latin.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
