/** Elements that close themselves, or that mail programs leave open. */
const UNCOUNTED = new Set([
  'area',
  'base',
  'br',
  'col',
  'dd',
  'dt',
  'hr',
  'img',
  'input',
  'li',
  'link',
  'meta',
  'option',
  'p',
  'source',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'wbr',
])

/** Deeper markup than any person or program writes on purpose, and slow to read. */
const MAX_DEPTH = 400
/** Ten times what the longest newsletters have. */
const MAX_TAGS = 60_000

/** True for HTML whose nesting or number of tags would hold the server up. Linear in its length. */
export function isTooComplex(html: string): boolean {
  let depth = 0
  let tags = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]{0,20})/gi)) {
    if (++tags > MAX_TAGS) return true
    if (UNCOUNTED.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** What remains of such HTML as plain text. */
export function withoutTags(html: string): string {
  return html
    .slice(0, 1_000_000)
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
