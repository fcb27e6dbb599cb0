import { findQuotes, type ReplyLine } from './reply/quotes.ts'
import { withoutSignature } from './reply/signature.ts'

/** Longer texts are kept whole: nobody types them, and cutting would cost more than it shows. */
const MAX_LENGTH = 500_000

/** The text of an answer without the quoted mail and the signature. Cuts only what is certain; see findQuotes. */
export function visibleReply(text: string): string {
  const answer = withoutQuotes(text)
  return withoutSignature(answer).trim()
}

/** The text of an answer without the quoted mail; signatures stay. */
export function withoutQuotes(text: string): string {
  if (text.length > MAX_LENGTH) return text
  const raw = text.replace(/\r\n?/g, '\n').split('\n')
  const lines = raw.map(asReplyLine)
  const { kept, rest } = findQuotes(lines)
  return raw
    .map((line, index) => rest.get(index) ?? line)
    .filter((_line, index) => kept[index])
    .join('\n')
    .trim()
}

function asReplyLine(line: string): ReplyLine {
  const [, marks = '', text = ''] = /^((?:\s{0,3}>)+)?(.*)$/s.exec(line) ?? []
  return { text, depth: marks.replaceAll(/\s/g, '').length }
}
