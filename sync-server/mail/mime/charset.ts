/** Names that mail programs use and the encoding standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  cp1252: 'windows-1252',
  cp1251: 'windows-1251',
  cp1250: 'windows-1250',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'ansi_x3.4-1968': 'us-ascii',
  'iso-8859-8-e': 'iso-8859-8',
  'unicode-1-1-utf-8': 'utf-8',
  utf8mb4: 'utf-8',
  'x-mac-roman': 'macintosh',
}

/** Text of bytes in a named charset. An unknown or wrong name never fails: UTF-8 if it fits, else Windows-1252. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const name = charset
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  const label = ALIASES[name] ?? name
  if (label === 'utf-7' || label === 'unicode-1-1-utf-7')
    return decodeUtf7(Buffer.from(bytes).toString('latin1'))
  if (label === '' || label === 'us-ascii' || label === 'ascii' || label === 'utf-8' || label === 'utf8') {
    return decodeUnlabelled(bytes)
  }
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return decodeUnlabelled(bytes)
  }
}

/** Text of bytes that say nothing of their charset, or say ASCII and may lie. */
export function decodeUnlabelled(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return isMostlyUtf8(bytes)
      ? new TextDecoder('utf-8').decode(bytes)
      : new TextDecoder('windows-1252').decode(bytes)
  }
}

/** One broken character must not turn a long UTF-8 text into nonsense. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.split('\uFFFD').length - 1
  const valid = [...text.matchAll(/[\u0080-\uFFFC]/g)].length
  return valid > broken * 2
}

/** UTF-7 (RFC 2152): `+` starts a run of base64 UTF-16, `-` or any other character ends it. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_all, run: string) => {
    if (run === '') return '+'
    const bytes = Buffer.from(run, 'base64')
    return bytes
      .subarray(0, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le')
  })
}
