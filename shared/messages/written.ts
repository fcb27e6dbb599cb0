import { quoted } from './quote.ts'
import { htmlOf, linesAsHtml } from './rich-html.ts'
import { plainTextOf } from './rich-plain.ts'
import { isFormatted, type RichDoc } from './rich-text.ts'

/** Words as a message or a draft has them: always as plain text, and as HTML where somebody formatted them, else ''. */
export interface Written {
  readonly text: string
  readonly html: string
}

/** What stands in the editor, as a message has it. */
export function writtenOf(doc: RichDoc): Written {
  const text = plainTextOf(doc)
  return { text, html: isFormatted(doc) && text !== '' ? htmlOf(doc) : '' }
}

/** Two pieces of writing with an empty line between them; formatted when one of them is. */
export function joinWritten(first: Written, second: Written): Written {
  const parts = [first, second].filter(({ text }) => text.trim() !== '')
  const text = parts.map((part) => part.text).join('\n\n')
  if (parts.every(({ html }) => html === '')) return { text, html: '' }
  return { text, html: parts.map((part) => part.html || linesAsHtml(part.text)).join('') }
}

/** A message quoted below what was written, under a line that says whose it is: as mails do, or as a block where there is formatting. */
export function withQuote({ text, html }: Written, head: string, said: string): Written {
  const above = text.trim() === '' ? '' : `${text.trimEnd()}\n\n`
  return {
    text: `${above}${head}\n${quoted(said)}\n\n`,
    html:
      html === ''
        ? ''
        : `${html}${linesAsHtml(head)}<blockquote>${linesAsHtml(said.trimEnd())}</blockquote><p></p>`,
  }
}
