const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/pgp-encrypted': 'asc',
  'application/pgp-signature': 'asc',
  'application/pkcs7-mime': 'p7m',
  'application/x-pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/zip': 'zip',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'message/delivery-status': 'txt',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/rfc822-headers': 'txt',
}

/**
 * A file name that is safe to show and to save: the last part of a path, without control or direction characters,
 * at most 255 characters. `position` counts from 1 and names a file that came without a name.
 */
export function safeFileName(name: string, type: string, position: number): string {
  const cleaned = (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const usable = cleaned === '.' || cleaned === '..' ? '' : cleaned
  return shorten(usable === '' ? `attachment-${position}.${EXTENSIONS[type] ?? 'bin'}` : usable)
}

function shorten(name: string): string {
  if (name.length <= 255) return name
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? ''
  return name.slice(0, 255 - extension.length) + extension
}
