import DOMPurify from 'dompurify'
import { DOMParser, type Node } from 'prosemirror-model'
import { asLines, type RichDoc } from '#shared/messages/rich-text.ts'
import type { Written } from '#shared/messages/written.ts'
import { isOfWord, wordLists } from './read-word.ts'
import { schema } from './schema.ts'

const parser = DOMParser.fromSchema(schema)

/** What was written before, as the editor's document. */
export function readWritten({ text, html }: Written): Node {
  if (html === '') return linesOf(text)
  const fragment = clean(html)
  divideParagraphs(fragment)
  return read(fragment, true)
}

/** Plain text as a document of lines. */
function linesOf(text: string): Node {
  const lines = text
    .split(/\r?\n/)
    .map((line) => schema.node('paragraph', null, line === '' ? [] : schema.text(line)))
  return schema.node('doc', null, lines)
}

/** HTML that was copied in another program, as far as a message may have it. */
export function readPasted(html: string): Node {
  const fragment = clean(html)
  const isWord = isOfWord(html)
  if (isWord) wordLists(fragment)
  // What browsers put behind a selection of whole blocks is none of it.
  for (const end of fragment.querySelectorAll('br.Apple-interchange-newline')) end.remove()
  for (const heading of fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')) asBoldLine(heading)
  for (const row of fragment.querySelectorAll('tr')) asLine(row)
  for (const end of fragment.querySelectorAll('br')) dropIfLast(end)
  for (const line of fragment.querySelectorAll('p')) if (isBlank(line)) line.replaceChildren()
  // Word's paragraphs are lines; elsewhere an empty line lies between two.
  if (!isWord) divideParagraphs(fragment)
  return read(fragment, false)
}

/** The HTML as elements that run and load nothing; attributes that only parse rules read. */
function clean(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_ATTR: ['href', 'start', 'style', 'class'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    FORBID_TAGS: ['style', 'title', 'img', 'svg', 'math', 'template', 'audio', 'video', 'form', 'input'],
  })
}

function read(fragment: DocumentFragment, keepsBlanks: boolean): Node {
  const parsed = parser.parse(fragment, { preserveWhitespace: keepsBlanks ? 'full' : false })
  const node = schema.nodeFromJSON(asLines(parsed.toJSON() as RichDoc))
  node.check()
  return node
}

/** True for a line of blanks, as which Word copies an empty one. */
function isBlank({ textContent }: Element): boolean {
  return (textContent ?? '').trim() === ''
}

function divideParagraphs(fragment: DocumentFragment): void {
  for (const paragraph of fragment.querySelectorAll('p + p')) paragraph.before(document.createElement('p'))
}

function asBoldLine(heading: Element): void {
  const bold = document.createElement('strong')
  bold.append(...heading.childNodes)
  const line = document.createElement('p')
  line.append(bold)
  heading.replaceWith(line)
}

/** The cells of a row stand on one line, with tabs between them. */
function asLine(row: Element): void {
  const words = [...row.querySelectorAll('td, th')].map((cell) => (cell.textContent ?? '').trim())
  const line = document.createElement('div')
  line.textContent = words.join('\t')
  row.closest('table')?.before(line)
  row.remove()
}

/** A line end at the end of a block shows nothing, unless the block holds nothing else. */
function dropIfLast(end: Element): void {
  const block = end.parentElement
  if (
    block === null ||
    !['P', 'DIV', 'LI', 'BLOCKQUOTE'].includes(block.tagName) ||
    end.nextSibling !== null
  ) {
    return
  }
  end.remove()
  if (block.tagName === 'DIV' && block.childNodes.length === 0) {
    block.append(document.createElement('p'))
  }
}
