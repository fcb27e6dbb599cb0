/** A signature longer than this is no signature. */
const MAX_LINES = 14

const MOBILE = new RegExp(
  `^\\s*(?:${[
    'sent from my [\\w .-]{2,40}',
    'sent from (?:outlook|yahoo mail|mail|proton mail)\\b.{0,40}',
    'get outlook for (?:ios|android).{0,60}',
    'envoyé (?:de|depuis) mon [\\p{L}\\w .-]{2,40}',
    'télécharger outlook pour .{0,60}',
    'obtenir outlook pour .{0,60}',
    'von meinem [\\w .-]{2,40} gesendet',
    'gesendet (?:von|mit) [\\w .-]{2,40}',
    'enviado desde mi [\\w .-]{2,40}',
    'enviado (?:do|a partir do) meu [\\w .-]{2,40}',
    'inviato da(?:l mio)? [\\w .-]{2,40}',
    'verzonden (?:vanaf|met) mijn [\\w .-]{2,40}',
    'wysłane z (?:mojego )?[\\p{L}\\w .-]{2,40}',
  ].join('|')})\\s*$`,
  'iu',
)

/**
 * The text without the signature at its end: what follows the `-- ` line, and the line a phone adds. A signature that
 * is not marked as one stays, because greetings and names are not told from text with certainty.
 */
export function withoutSignature(text: string): string {
  const lines = text.split('\n')
  const delimiter = lines.findLastIndex((line) => /^--\s?$/.test(line.replace(/\u00A0/g, ' ')))
  const rest = delimiter === -1 ? [] : lines.slice(delimiter + 1)
  const isSignature =
    delimiter > 0 && rest.filter((line) => line.trim() !== '').length <= MAX_LINES && !rest.some(isQuoted)
  const body = isSignature ? lines.slice(0, delimiter) : lines
  while (body.length > 0 && (body.at(-1)?.trim() === '' || MOBILE.test(body.at(-1) ?? ''))) body.pop()
  return body.some((line) => line.trim() !== '') ? body.join('\n') : text
}

function isQuoted(line: string): boolean {
  return line.startsWith('>')
}
