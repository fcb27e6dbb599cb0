import { DomUtils, parseDocument } from 'htmlparser2'
import { isTooComplex } from './html-complexity.ts'
import { findQuotes, type ReplyLine } from './reply/quotes.ts'

type Node = ReturnType<typeof parseDocument>['children'][number]
type Document = ReturnType<typeof parseDocument>

const MAX_LENGTH = 1_000_000

const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'html',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'tr',
  'ul',
])
const SILENT = new Set(['head', 'style', 'script', 'title', 'meta', 'link', 'base', 'template'])
const KEEPS_PLACE = new Set(['img', 'hr', 'input', 'video', 'audio', 'object'])

interface HtmlLine {
  text: string
  depth: number
  startsQuote: boolean
  readonly nodes: Node[]
}

interface Walk {
  readonly lines: HtmlLine[]
  depth: number
  marked: boolean
}

/** HTML without the quoted mail below or above an answer; what is not certainly a quote stays. Not sanitised. */
export function visibleHtml(html: string): string {
  if (html.length > MAX_LENGTH) return html
  if (isTooComplex(html)) return ''
  const document = parseDocument(html)
  const lines = linesOf(document)
  const { kept } = findQuotes(lines.map(asReplyLine))
  if (kept.every(Boolean)) return html
  lines.forEach((line, index) => {
    if (kept[index] === false) for (const node of line.nodes) removeWithEmptyParents(node)
  })
  return DomUtils.getOuterHTML(document.children, { decodeEntities: true })
}

function asReplyLine({ text, depth, startsQuote }: HtmlLine): ReplyLine {
  return { text: text.replaceAll('\u00A0', ' ').trim(), depth, startsQuote }
}

function linesOf(document: Document): HtmlLine[] {
  const walk: Walk = { lines: [newLine(0)], depth: 0, marked: false }
  for (const node of document.children) visit(node, walk)
  return walk.lines
}

function newLine(depth: number): HtmlLine {
  return { text: '', depth, startsQuote: false, nodes: [] }
}

function visit(node: Node, walk: Walk): void {
  if (DomUtils.isText(node)) {
    const text = node.data.replace(/\s+/g, ' ')
    const line = currentLine(walk)
    line.text += text
    line.nodes.push(node)
    if (walk.marked && text.trim() !== '') {
      line.startsQuote = true
      walk.marked = false
    }
    return
  }
  if (!DomUtils.isTag(node) || SILENT.has(node.name)) return
  if (node.name === 'br') breakLine(walk, node)
  else if (node.name === 'img') addPicture(walk, node)
  else visitElement(node, walk)
}

function visitElement(node: Node & { name: string }, walk: Walk): void {
  const isBlock = BLOCKS.has(node.name)
  const isQuote = node.name === 'blockquote'
  if (isBlock) openLine(walk)
  if (startsQuote(node)) walk.marked = true
  if (node.name === 'hr') {
    currentLine(walk).text = '________'
    currentLine(walk).nodes.push(node)
  }
  if (isQuote) {
    walk.depth++
    currentLine(walk).depth = walk.depth
  }
  for (const child of DomUtils.getChildren(node) as Node[]) visit(child, walk)
  if (isQuote) walk.depth--
  if (isBlock) openLine(walk)
}

/** Elements in which mail programs put the line above a quote, whatever its language. */
function startsQuote(node: Node): boolean {
  const attribute = (name: string) => (DomUtils.isTag(node) ? (node.attribs[name] ?? '') : '')
  const classes = attribute('class').split(/\s+/)
  const id = attribute('id')
  if (classes.includes('gmail_quote'))
    return !isForward(node) && attribute('class') !== '' && !isBareBlockquote(node)
  return (
    classes.some((name) =>
      ['moz-cite-prefix', 'gmail_attr', 'yahoo_quoted', 'protonmail_quote', 'WordSection1-quote'].includes(
        name,
      ),
    ) || ['divRplyFwdMsg', 'OLK_SRC_BODY_SECTION', 'appendonsend', 'stopSpelling'].includes(id)
  )
}

/** A quote that a person put in by hand has no line above it. */
function isBareBlockquote(node: Node): boolean {
  return DomUtils.isTag(node) && node.name === 'blockquote'
}

function isForward(node: Node): boolean {
  return /^[\s-]*(?:forwarded message|message transféré|weitergeleitete nachricht|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|wiadomość przekazana)/i.test(
    DomUtils.textContent(node).slice(0, 200),
  )
}

function addPicture(walk: Walk, node: Node): void {
  const line = currentLine(walk)
  line.text += '\uFFFC'
  line.nodes.push(node)
}

function breakLine(walk: Walk, node: Node): void {
  currentLine(walk).nodes.push(node)
  walk.lines.push(newLine(walk.depth))
}

/** Starts a line unless the current one is still empty. */
function openLine(walk: Walk): void {
  const line = currentLine(walk)
  if (line.text.trim() === '' && line.nodes.every((node) => DomUtils.isText(node))) line.depth = walk.depth
  else walk.lines.push(newLine(walk.depth))
}

function currentLine(walk: Walk): HtmlLine {
  const last = walk.lines.at(-1)
  if (last) return last
  const line = newLine(walk.depth)
  walk.lines.push(line)
  return line
}

function removeWithEmptyParents(node: Node): void {
  let parent = node.parent
  DomUtils.removeElement(node)
  while (
    parent &&
    DomUtils.isTag(parent) &&
    parent.name !== 'body' &&
    parent.name !== 'html' &&
    isEmpty(parent)
  ) {
    const next = parent.parent
    DomUtils.removeElement(parent)
    parent = next
  }
}

function isEmpty(node: Node): boolean {
  if (DomUtils.isText(node)) return node.data.trim() === ''
  if (!DomUtils.isTag(node)) return true
  return (
    !KEEPS_PLACE.has(node.name) && node.name !== 'br' && (DomUtils.getChildren(node) as Node[]).every(isEmpty)
  )
}
