import { assertNever } from '../kernel/assert-never.ts'
import {
  isFormatted,
  linkRuns,
  wordsOf,
  type RichBlock,
  type RichDoc,
  type RichInline,
  type RichItem,
} from './rich-text.ts'

/**
 * What somebody wrote as plain text, for search, lists, the text part of a mail and every reader without formatting:
 * `- ` and `1. ` before list items, `> ` before quotations, addresses behind the words that lead to them. A document
 * of lists and quotations without a word is ''.
 */
export function plainTextOf(doc: RichDoc): string {
  const { content = [] } = doc
  return isFormatted(doc) && !content.some(hasWords) ? '' : linesOf(content).join('\n')
}

function linesOf(blocks: readonly RichBlock[]): readonly string[] {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.type) {
      case 'paragraph':
        return withAddresses(block.content ?? []).split('\n')
      case 'code_block':
        return wordsOf(block.content ?? []).split('\n')
      case 'blockquote':
        return linesOf(block.content ?? []).map((line) =>
          line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd(),
        )
      case 'bullet_list':
        return (block.content ?? []).flatMap((item) => itemLines(item, '- '))
      case 'ordered_list': {
        const first = block.attrs?.order ?? 1
        return (block.content ?? []).flatMap((item, at) => itemLines(item, `${first + at}. `))
      }
      default:
        return assertNever(block)
    }
  })
}

function itemLines({ content = [] }: RichItem, mark: string): readonly string[] {
  const indent = ' '.repeat(mark.length)
  return linesOf(content).map((line, at) => (at === 0 ? mark : indent) + line)
}

function withAddresses(inlines: readonly RichInline[]): string {
  return linkRuns(inlines)
    .map(({ href, inlines: run }) => {
      const words = wordsOf(run)
      return href === '' || isSaidBy(words.trim(), href) ? words : `${words} (${href})`
    })
    .join('')
}

/** True when the words of a link say where it leads. */
function isSaidBy(words: string, href: string): boolean {
  return [words, `https://${words}`, `http://${words}`, `mailto:${words}`, `tel:${words}`].includes(href)
}

function hasWords(block: RichBlock): boolean {
  switch (block.type) {
    case 'paragraph':
    case 'code_block':
      return wordsOf(block.content ?? []).trim() !== ''
    case 'blockquote':
      return (block.content ?? []).some(hasWords)
    case 'bullet_list':
    case 'ordered_list':
      return (block.content ?? []).some(({ content = [] }) => content.some(hasWords))
    default:
      return assertNever(block)
  }
}
