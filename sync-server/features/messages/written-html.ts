import sanitizeHtml from 'sanitize-html'
import { isLinkAddress } from '#shared/messages/link-address.ts'
import { isTooComplex } from '../../mail/html-complexity.ts'

/** Deeper nesting than any list somebody writes by hand. */
const MAX_DEPTH = 100

const TAGS = [
  'a',
  'b',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'strong',
  'u',
  'ul',
]

/**
 * HTML that somebody of the desk wrote, with what an editor can make and nothing else: no pictures, styles, classes or
 * frames, no address but of the web, mail and telephone. '' for what would hold the server up; the text is there still.
 */
export function cleanWrittenHtml(html: string): string {
  if (isTooComplex(html)) return ''
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    nestingLimit: MAX_DEPTH,
    allowedAttributes: { a: ['href'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, { href = '' }) => ({ tagName, attribs: isLinkAddress(href) ? { href } : {} }),
      ol: (tagName, { start = '' }) => ({ tagName, attribs: /^\d{1,6}$/.test(start) ? { start } : {} }),
    },
  })
}
