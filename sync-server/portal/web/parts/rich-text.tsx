import DOMPurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import { WRITTEN_TAGS } from '#shared/messages/written-tags.ts'

/** What the desk wrote with formatting. The server has cleaned it; here it is cleaned once more before it becomes elements. */
export function RichText({ html }: { readonly html: string }) {
  const host = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const fragment = DOMPurify.sanitize(html, {
      RETURN_DOM_FRAGMENT: true,
      ALLOWED_TAGS: [...WRITTEN_TAGS],
      ALLOWED_ATTR: ['href', 'start'],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    })
    for (const link of fragment.querySelectorAll('a')) {
      link.setAttribute('target', '_blank')
      link.setAttribute('rel', 'noopener noreferrer')
    }
    host.current?.replaceChildren(fragment)
  }, [html])
  return <div ref={host} className="p-text p-rich" />
}
