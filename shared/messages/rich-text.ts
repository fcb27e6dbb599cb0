/** Emphasis and links of words. */
export type RichMark =
  | { readonly type: 'strong' | 'em' | 'strike' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } }

/** Words with their marks, or the end of a line. */
export type RichInline =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly RichMark[] }
  | { readonly type: 'hard_break'; readonly marks?: readonly RichMark[] }

export interface RichItem {
  readonly type: 'list_item'
  readonly content?: readonly RichBlock[]
}

/** One line, as somebody typed it; an empty one is an empty line. */
interface Paragraph {
  readonly type: 'paragraph'
  readonly content?: readonly RichInline[]
}

interface CodeBlock {
  readonly type: 'code_block'
  readonly content?: readonly RichInline[]
}

interface Quotation {
  readonly type: 'blockquote'
  readonly content?: readonly RichBlock[]
}

interface BulletList {
  readonly type: 'bullet_list'
  readonly content?: readonly RichItem[]
}

interface OrderedList {
  readonly type: 'ordered_list'
  /** The number of the first item. */
  readonly attrs?: { readonly order?: number }
  readonly content?: readonly RichItem[]
}

export type RichBlock = Paragraph | CodeBlock | Quotation | BulletList | OrderedList

/** What somebody wrote with its formatting: the JSON of the editor's document. */
export interface RichDoc {
  readonly type: 'doc'
  readonly content?: readonly RichBlock[]
}

/** True when somebody formatted something. A link that shows its own address is none: every reader makes it one. */
export function isFormatted({ content = [] }: RichDoc): boolean {
  return content.some((block) => block.type !== 'paragraph' || hasMarks(block.content ?? []))
}

function hasMarks(inlines: readonly RichInline[]): boolean {
  return linkRuns(inlines).some(({ href, inlines: words }) => {
    if (href !== '' && href !== wordsOf(words)) return true
    return words.some(({ marks = [] }) => marks.some(({ type }) => type !== 'link'))
  })
}

/** Neighbouring words that lead to the same address; `href` is '' for words without a link. */
interface LinkRun {
  readonly href: string
  readonly inlines: readonly RichInline[]
}

/** Inline content cut where a link begins or ends. */
export function linkRuns(inlines: readonly RichInline[]): readonly LinkRun[] {
  const runs: { readonly href: string; readonly inlines: RichInline[] }[] = []
  for (const inline of inlines) {
    const href = hrefOf(inline)
    const last = runs.at(-1)
    if (last?.href === href) last.inlines.push(inline)
    else runs.push({ href, inlines: [inline] })
  }
  return runs
}

function hrefOf({ marks = [] }: RichInline): string {
  for (const mark of marks) if (mark.type === 'link') return mark.attrs.href
  return ''
}

/** The bare words of inline content, with its line ends. */
export function wordsOf(inlines: readonly RichInline[]): string {
  return inlines.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')
}

/**
 * The document with every line outside of lists as a paragraph of its own: what was read from HTML has several lines in
 * one paragraph.
 */
export function asLines(doc: RichDoc): RichDoc {
  return { ...doc, content: splitLines(doc.content ?? []) }
}

function splitLines(blocks: readonly RichBlock[]): readonly RichBlock[] {
  return blocks.flatMap((block): readonly RichBlock[] => {
    if (block.type === 'blockquote') return [{ ...block, content: splitLines(block.content ?? []) }]
    if (block.type !== 'paragraph') return [block]
    const lines: RichInline[][] = [[]]
    for (const inline of block.content ?? []) {
      if (inline.type === 'hard_break') lines.push([])
      else lines.at(-1)?.push(inline)
    }
    return lines.map((content) => ({ type: 'paragraph', content }))
  })
}
