import { attributionAt } from './attribution.ts'
import { isForwardedLine, isHeaderBlockAt, isOriginalMessageLine } from './header-block.ts'

/** One line of a mail: its text without quote marks, how deep it is quoted, and what its markup says about it. */
export interface ReplyLine {
  readonly text: string
  readonly depth: number
  /** The markup says that a quote starts here, whatever the words. */
  readonly startsQuote?: boolean
}

/** Which lines are the answer. `rest` replaces the text of a line that an answer shares with the start of a quote. */
export interface ReplyParts {
  readonly kept: readonly boolean[]
  readonly rest: ReadonlyMap<number, string>
}

interface QuoteStart {
  readonly lines: number
  readonly before: string
  readonly certain: boolean
}

/**
 * Finds the quotes in an answer. A quote needs a start that a mail program wrote (an attribution, a header block, an
 * "original message" line); quote marks alone are kept, a forwarded mail is kept, and answers between the lines keep
 * their questions. When nothing would remain, everything is kept.
 */
export function findQuotes(lines: readonly ReplyLine[]): ReplyParts {
  const texts = lines.map((line) => line.text)
  const kept = lines.map(() => true)
  const rest = new Map<number, string>()
  let at = 0
  while (at < lines.length) {
    if (isForwardedLine(texts[at] ?? '')) break
    const start = quoteStartAt(lines, texts, at)
    const end = start && quoteEnd(lines, at, start)
    if (start === undefined || end === undefined) {
      at++
      continue
    }
    if (start.before !== '') rest.set(at, start.before)
    kept.fill(false, start.before === '' ? withRuleBefore(texts, at) : at + 1, end)
    at = Math.max(end, at + 1)
  }
  const remains = lines.some((line, index) => kept[index] === true && isSaying(line.text))
  return remains ? { kept, rest } : { kept: lines.map(() => true), rest: new Map() }
}

function quoteStartAt(
  lines: readonly ReplyLine[],
  texts: readonly string[],
  at: number,
): QuoteStart | undefined {
  const line = lines[at]
  if (line === undefined || line.text.trim() === '') return undefined
  if (line.startsQuote === true) return { lines: 1, before: '', certain: true }
  const previous = lines[at - 1]
  if (line.depth > 0 && previous !== undefined && previous.depth >= line.depth) return undefined
  if (isOriginalMessageLine(line.text) || isHeaderBlockAt(texts, at))
    return { lines: 1, before: '', certain: true }
  return attributionAt(texts, at)
}

/** The first line after the quote; undefined when this is no quote after all. */
function quoteEnd(lines: readonly ReplyLine[], at: number, start: QuoteStart): number | undefined {
  const depth = lines[at]?.depth ?? 0
  const isQuoted = (index: number) => (lines[index]?.depth ?? 0) > 0
  let next = at + start.lines
  while (next < lines.length && lines[next]?.text.trim() === '' && !isQuoted(next)) next++
  if (depth > 0) return endOfMarked(lines, at)
  if (next < lines.length && isQuoted(next)) {
    const end = endOfMarked(lines, next)
    return isInterleaved(lines, end) ? undefined : end
  }
  return start.certain && hasTextBefore(lines, at, start) ? lines.length : undefined
}

function hasTextBefore(lines: readonly ReplyLine[], at: number, start: QuoteStart): boolean {
  return start.before !== '' || lines.slice(0, at).some((line) => isSaying(line.text))
}

/** The end of a run of quoted lines; blank lines and the torn halves of links belong to it. */
function endOfMarked(lines: readonly ReplyLine[], from: number): number {
  let end = from
  for (let index = from; index < lines.length; index++) {
    const line = lines[index]
    if (line === undefined) break
    if (line.depth > 0 || isTornLink(lines, index)) end = index + 1
    else if (line.text.trim() !== '') break
  }
  return end
}

function isTornLink(lines: readonly ReplyLine[], index: number): boolean {
  const text = lines[index]?.text ?? ''
  const before = lines[index - 1]?.text ?? ''
  const isQuotedAround = (lines[index - 1]?.depth ?? 0) > 0 && (lines[index + 1]?.depth ?? 0) > 0
  return (
    isQuotedAround &&
    (/^\s*[(<]https?:\/\//.test(text) || (/[(<]https?:\/\/[^)>]*$/.test(before) && /^\S*[)>]/.test(text)))
  )
}

/** Somebody answers between the lines when quoted lines follow their own text again. */
function isInterleaved(lines: readonly ReplyLine[], end: number): boolean {
  const rest = lines.slice(end)
  const own = rest.findIndex((line) => line.depth === 0 && isSaying(line.text))
  return own !== -1 && rest.slice(own).some((line) => line.depth > 0 && isSaying(line.text))
}

/** A rule of dashes or underscores right above a quote belongs to it. */
function withRuleBefore(texts: readonly string[], at: number): number {
  let above = at - 1
  while (above >= 0 && (texts[above] ?? '').trim() === '') above--
  return above >= 0 && /^\s*[-_=*]{5,}\s*$/.test(texts[above] ?? '') ? above : at
}

function isSaying(text: string): boolean {
  return /[\p{L}\p{N}\p{S}\uFFFC]/u.test(text)
}
