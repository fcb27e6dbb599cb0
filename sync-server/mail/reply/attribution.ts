/** The verbs of "wrote", as mail programs put them in the line above a quote. */
const WROTE = [
  'wrote',
  'sent',
  'writes',
  'a écrit',
  'schrieb(?: .{0,80})?',
  'hat .{0,60}geschrieben',
  'escribió',
  'ha scritto',
  'escreveu',
  'schreef(?: .{0,120})?',
  'het volgende geschreven',
  'napisał(?:\\(a\\)|a)?',
  'pisze',
  'skrev(?: .{0,120})?',
  'написал(?:\\(а\\)|а)?',
  'đã viết',
  'kirjoitti',
  'ha escrit',
].join('|')

/** The first words of such a line, per language. */
const OPENERS = [
  'On',
  'Le',
  'Am',
  'El',
  'Il(?: giorno)?',
  'Em',
  'No dia',
  'A',
  'Op',
  'W dniu',
  'Dnia',
  'Den',
  'På',
  'Vào',
  'Il',
  'dne',
].join('|')

const ADDRESS = String.raw`[^\s<>()"]+@[^\s<>()"]+`
const OPENED = new RegExp(`^[-–—\\s]{0,10}(?:${OPENERS})\\b.{0,400}?(?:${WROTE})\\s*(?::|-{2,})\\s*$`, 'iu')
const NAMED = new RegExp(`^.{0,160}${ADDRESS}.{0,40}\\s(?:${WROTE})\\s?:\\s*$`, 'iu')
const DATED = new RegExp(
  `^(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}|\\p{L}{2,4}\\.?, \\d{1,2} \\p{L}{3,9}\\.? \\d{4})\\b.{0,200}<\\s*${ADDRESS}\\s*>?\\s*(?:(?:${WROTE})\\s?)?:?\\s*$`,
  'iu',
)
const DASHED = new RegExp(`^-{2,}\\s*.{1,120}\\s(?:${WROTE})\\s*-{2,}$`, 'iu')
const SHARED = new RegExp(
  `^(.{0,300}?)[-\\s]{1,10}((?:On|Le|Am|El|Il|Em|Op) .{0,200}\\d.{0,200}(?:${WROTE})\\s?:)\\s*$`,
  'u',
)

const MAX_LINES = 7

/** A line, or a few joined ones, that say who wrote what follows. `lines` is how many it takes. */
export interface Attribution {
  readonly lines: number
  /** Text of the answer on the same line before it, '' when there is none. */
  readonly before: string
  /** It names a time or an address, so that what follows is a quote even without quote marks. */
  readonly certain: boolean
}

/** The attribution that starts at a line, undefined when none does. Lines come without quote marks. */
export function attributionAt(lines: readonly string[], at: number): Attribution | undefined {
  const first = lines[at] ?? ''
  if (first.trim() === '' || first.length > 600) return undefined
  let joined = ''
  for (let count = 1; count <= MAX_LINES && at + count <= lines.length; count++) {
    const line = lines[at + count - 1] ?? ''
    joined = `${joined} ${line.trim()}`.trim()
    if (joined.length > 600) return undefined
    const [, before = '', shared = ''] = (count <= 2 && SHARED.exec(joined)) || []
    if (isSaying(before) && isCertain(shared))
      return { lines: count, before: before.replace(/[-\s]+$/, ''), certain: true }
    if (isAttribution(joined)) return { lines: count, before: '', certain: isCertain(joined) }
    if (count === 1 && !mayContinue(joined)) return undefined
  }
  return undefined
}

function isSaying(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

function isAttribution(line: string): boolean {
  return (OPENED.test(line) && /\d|@/.test(line)) || NAMED.test(line) || DATED.test(line) || DASHED.test(line)
}

function isCertain(line: string): boolean {
  return /@/.test(line) || /\d{1,2}[:.h]\d{2}/.test(line) || /^-{2,}.*-{2,}$/.test(line)
}

/** Only a line that begins like an attribution, with a date in it, may run over several lines. */
function mayContinue(line: string): boolean {
  return (
    /\d/.test(line) &&
    (new RegExp(`^[-\\s]*(?:${OPENERS})\\b`, 'iu').test(line) ||
      /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*<$/.test(line))
  )
}
