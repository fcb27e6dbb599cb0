import { convert } from 'html-to-text'

/** Plain text of an HTML mail: paragraphs and lists as lines, links after their text, pictures left out. */
export function htmlAsText(html: string): string {
  return convert(html.slice(0, 1_000_000), {
    wordwrap: false,
    limits: { maxDepth: 100, maxChildNodes: 10_000, ellipsis: '…' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: 'table', format: 'block' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  })
    .replaceAll('\u00A0', ' ')
    .trim()
}
