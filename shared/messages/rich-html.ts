import { assertNever } from '../kernel/assert-never.ts'
import {
  linkRuns,
  wordsOf,
  type RichBlock,
  type RichDoc,
  type RichInline,
  type RichItem,
} from './rich-text.ts'

/** A web address in running text, without the punctuation behind it. */
const ADDRESS = /(https?:\/\/[^\s<>"]{1,1000}[^\s<>".,;:!?)])/

/** The elements of marks, from the outermost. */
const TAGS = [
  ['strong', 'strong'],
  ['em', 'em'],
  ['strike', 's'],
  ['code', 'code'],
] as const

/**
 * What somebody wrote as HTML. Lines that follow one another are one paragraph and an empty line ends it, so that the
 * editor can read the same lines back. The server's sanitiser has nothing to change in it.
 */
export function htmlOf({ content = [] }: RichDoc): string {
  return blocksHtml(content)
}

/** Plain text as the same HTML. */
export function linesAsHtml(text: string): string {
  return paragraphsHtml(text.split('\n').map(linked))
}

/** The HTML as it is sent, without empty lines beside blocks: these have a distance of their own. */
export function tidyHtml(html: string): string {
  return html
    .replaceAll(/(?:<br \/>)+<\/p>/g, '</p>')
    .replaceAll(/<p>(?:<br \/>)+/g, '<p>')
    .replaceAll('<p></p>', '')
}

function blocksHtml(blocks: readonly RichBlock[]): string {
  return paragraphRuns(blocks)
    .map((run) => ('type' in run ? blockHtml(run) : paragraphsHtml(run)))
    .join('')
}

type OtherBlock = Exclude<RichBlock, { readonly type: 'paragraph' }>

/** Blocks in their order, with the HTML of paragraphs that follow one another put together. */
function paragraphRuns(blocks: readonly RichBlock[]): readonly (OtherBlock | readonly string[])[] {
  const runs: (OtherBlock | string[])[] = []
  for (const block of blocks) {
    const last = runs.at(-1)
    if (block.type !== 'paragraph') runs.push(block)
    else if (Array.isArray(last)) last.push(inlineHtml(block.content ?? []))
    else runs.push([inlineHtml(block.content ?? [])])
  }
  return runs
}

function blockHtml(block: OtherBlock): string {
  switch (block.type) {
    case 'code_block':
      return `<pre><code>${escaped(wordsOf(block.content ?? []))}</code></pre>`
    case 'blockquote':
      return `<blockquote>${blocksHtml(block.content ?? [])}</blockquote>`
    case 'bullet_list':
      return `<ul>${(block.content ?? []).map(itemHtml).join('')}</ul>`
    case 'ordered_list': {
      const { order = 1 } = block.attrs ?? {}
      const start = order === 1 ? '' : ` start="${order}"`
      return `<ol${start}>${(block.content ?? []).map(itemHtml).join('')}</ol>`
    }
    default:
      return assertNever(block)
  }
}

/** The lines of an item stand close together. */
function itemHtml({ content = [] }: RichItem): string {
  const parts = paragraphRuns(content).map((run) => ('type' in run ? blockHtml(run) : run.join('<br />')))
  return `<li>${parts.join('')}</li>`
}

/** An empty line between two others divides paragraphs; any further one stays as a line. */
function paragraphsHtml(lines: readonly string[]): string {
  const paragraphs: string[][] = [[]]
  lines.forEach((line, at) => {
    const isBetween = at > 0 && at < lines.length - 1
    if (line === '' && isBetween && paragraphs.at(-1)?.length !== 0) paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  })
  return paragraphs.map((paragraph) => `<p>${paragraph.join('<br />')}</p>`).join('')
}

function inlineHtml(inlines: readonly RichInline[]): string {
  return linkRuns(inlines)
    .map(({ href, inlines: run }) => {
      const words = run.map((inline) => marked(inline, href === '')).join('')
      return href === '' ? words : `<a href="${escapedValue(href)}">${words}</a>`
    })
    .join('')
}

function marked(inline: RichInline, linksAddresses: boolean): string {
  if (inline.type === 'hard_break') return '<br />'
  const types = new Set((inline.marks ?? []).map(({ type }) => type))
  const words = linksAddresses && !types.has('code') ? linked(inline.text) : escaped(inline.text)
  return TAGS.filter(([type]) => types.has(type)).reduceRight(
    (inner, [, tag]) => `<${tag}>${inner}</${tag}>`,
    words,
  )
}

function linked(words: string): string {
  return words
    .split(ADDRESS)
    .map((part, at) =>
      at % 2 === 1 ? `<a href="${escapedValue(part)}">${escaped(part)}</a>` : escaped(part),
    )
    .join('')
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapedValue(value: string): string {
  return escaped(value).replaceAll('"', '&quot;')
}
