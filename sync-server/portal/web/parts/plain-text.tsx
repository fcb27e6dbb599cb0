import { Fragment, type ReactNode } from 'react'

/** A piece of text as it is laid out: a paragraph, or lines that began alike. `start` is the first step's number. */
export interface Block {
  readonly kind: 'paragraph' | 'steps' | 'points'
  readonly lines: readonly string[]
  readonly start: number
}

const STEP = /^\s*(\d{1,3})[.)]\s+(.*)$/
const POINT = /^\s*[-*•–]\s+(.*)$/
const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g

/** Divides plain text into paragraphs, numbered steps and points. Every character of a paragraph stays. */
export function blocksOf(text: string): Block[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => divide(part.split('\n')))
}

function divide(lines: readonly string[]): Block[] {
  const blocks: (Block & { readonly lines: string[] })[] = []
  for (const line of lines) {
    const step = STEP.exec(line)
    const point = POINT.exec(line)
    const kind = step ? 'steps' : point ? 'points' : 'paragraph'
    const content = step?.[2] ?? point?.[1] ?? line
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(content)
    else blocks.push({ kind, lines: [content], start: Number(step?.[1] ?? 1) })
  }
  return blocks
}

/** Plain text with its paragraphs, lists and web addresses; nothing in it is ever read as markup. */
export function PlainText({ text }: { readonly text: string }) {
  return (
    <div className="p-text">
      {blocksOf(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'paragraph') return <p>{withLinks(block.lines.join('\n'))}</p>
  const entries = block.lines.map((line, index) => <li key={index}>{withLinks(line)}</li>)
  return block.kind === 'steps' ? <ol start={block.start}>{entries}</ol> : <ul>{entries}</ul>
}

function withLinks(text: string): ReactNode {
  return text.split(LINK).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}
