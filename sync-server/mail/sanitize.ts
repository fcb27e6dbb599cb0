import sanitizeHtml from 'sanitize-html'

/** The longest HTML a message keeps, in characters. */
const MAX_LENGTH = 1_000_000

const TAGS = [
  'a',
  'abbr',
  'address',
  'article',
  'aside',
  'b',
  'bdi',
  'bdo',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'dfn',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'font',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'i',
  'img',
  'ins',
  'kbd',
  'li',
  'main',
  'mark',
  'ol',
  'p',
  'pre',
  'q',
  's',
  'samp',
  'section',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'time',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'wbr',
]

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%]{1,40}\)$/i, /^[a-z]{3,20}$/i]
const LENGTH = [
  /^-?[\d.]{1,8}(?:px|em|rem|pt|ex|%)?$/i,
  /^(?:auto|normal|small|medium|large|x-large|x-small|smaller|larger)$/i,
]
const WORDS = [/^[\w\s,'"-]{1,200}$/i]

/** Colours, sizes and alignment; nothing that can load, overlay or hide. */
const STYLES = {
  color: COLOUR,
  'background-color': COLOUR,
  'font-family': WORDS,
  'font-size': LENGTH,
  'font-style': WORDS,
  'font-weight': [/^\w{1,10}$/],
  'text-align': [/^(?:left|right|center|justify|start|end)$/],
  'text-decoration': WORDS,
  'vertical-align': WORDS,
  'white-space': WORDS,
  'margin-left': LENGTH,
  'padding-left': LENGTH,
  width: LENGTH,
  'border-left': [/^[\w\s#.(),-]{1,60}$/],
}

const APART = { target: '_blank', rel: 'noopener noreferrer nofollow' }

/**
 * HTML of a mail that is safe to show: no scripts, styles, forms, frames or event handlers. Pictures keep their `cid:`
 * and remote addresses (the console asks before it loads those); links open apart. '' when it is too long.
 */
export function sanitizeMailHtml(html: string): string {
  if (html.length > MAX_LENGTH) return ''
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    nestingLimit: 200,
    allowedAttributes: {
      '*': ['align', 'dir', 'lang', 'style', 'title', 'valign', 'bgcolor'],
      a: ['href', 'name', 'target', 'rel'],
      blockquote: ['type'],
      font: ['color', 'face', 'size'],
      img: ['src', 'alt', 'width', 'height'],
      ol: ['start', 'type'],
      table: ['border', 'cellpadding', 'cellspacing', 'width'],
      td: ['colspan', 'rowspan', 'width', 'height'],
      th: ['colspan', 'rowspan', 'width', 'height'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'http', 'https'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': STYLES },
    transformTags: {
      a: (tagName, { href, ...attribs }) => ({
        tagName,
        attribs: { ...attribs, ...kept('href', href, /^(?:https?|mailto|tel):/i), ...APART },
      }),
      img: (tagName, { src, ...attribs }) => ({
        tagName,
        attribs: { ...attribs, ...kept('src', src, /^(?:cid|https?):/i) },
      }),
    },
  }).trim()
  return clean.length > MAX_LENGTH ? '' : clean
}

/** A mail has no place of its own, so an address without a scheme would lead into the desk. */
function kept(name: string, address: string | undefined, scheme: RegExp): Record<string, string> {
  return address !== undefined && scheme.test(address.trim()) ? { [name]: address } : {}
}
