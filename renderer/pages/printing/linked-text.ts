/** A piece of a text; `href` is '' where it is no address. */
export interface TextPiece {
  readonly text: string
  readonly href: string
}

const ADDRESS = /https?:\/\/[^\s<>"]+/gu
/** What stands behind an address in a sentence and does not belong to it. */
const BEHIND = /[.,;:!?'’”»]+$/u

/** A text with the web addresses in it apart, so that they can be followed in a saved document. */
export function linkedText(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = bare(found)
    if (index > from) pieces.push({ text: text.slice(from, index), href: '' })
    pieces.push({ text: address, href: address })
    from = index + address.length
  }
  return from < text.length ? [...pieces, { text: text.slice(from), href: '' }] : pieces
}

/** The address without the punctuation of its sentence; a bracket stays when it was opened inside. */
function bare(found: string): string {
  let address = found.replace(BEHIND, '')
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
  ] as const) {
    while (address.endsWith(close) && !address.includes(open)) address = address.slice(0, -1)
  }
  return address.replace(BEHIND, '')
}
