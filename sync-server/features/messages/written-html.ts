import sanitizeHtml from 'sanitize-html'
import { isLinkAddress } from '#shared/messages/link-address.ts'
import { WRITTEN_TAGS } from '#shared/messages/written-tags.ts'
import { isTooComplex } from '../../mail/html-complexity.ts'

/** Deeper nesting than any list somebody writes by hand. */
const MAX_DEPTH = 100

/**
 * HTML that somebody of the desk wrote, with what an editor can make and nothing else: no pictures, styles, classes or
 * frames, no address but of the web, mail and telephone. '' for what would hold the server up; the text is there still.
 */
export function cleanWrittenHtml(html: string): string {
  if (isTooComplex(html)) return ''
  return sanitizeHtml(html, {
    allowedTags: [...WRITTEN_TAGS],
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
