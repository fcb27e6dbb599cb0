import DOMPurify from 'dompurify'

/** Styles a sender may not choose: they break dark mode, cover other parts of the page or load something. */
const DROPPED_STYLES = [
  'color',
  'background',
  'background-color',
  'background-image',
  'font-family',
  'position',
  'z-index',
  'top',
  'left',
  'right',
  'bottom',
  'transform',
  'animation',
  'opacity',
  'cursor',
  'content',
  'list-style-image',
  'border-image',
]

const FORBIDDEN_TAGS = [
  'style',
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'option',
  'svg',
  'math',
  'dialog',
  'audio',
  'video',
  'picture',
  'source',
  'template',
  'slot',
]

/** A mail's HTML made safe, the addresses of its remote pictures, and the Content-IDs of its own. */
export interface CleanHtml {
  readonly fragment: DocumentFragment
  /** Pictures on other people's servers: never loaded, since loading tells the sender that one has read. */
  readonly remoteImages: readonly string[]
}

/** Sanitises HTML from outside. `inlineImage` gives the address of a picture inside the mail by its Content-ID. */
export function cleanHtml(html: string, inlineImage: (contentId: string) => string | undefined): CleanHtml {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: FORBIDDEN_TAGS,
    FORBID_ATTR: [
      'id',
      'class',
      'name',
      'srcset',
      'background',
      'bgcolor',
      'color',
      'face',
      'tabindex',
      'autofocus',
    ],
    ALLOW_DATA_ATTR: false,
  })
  const remoteImages: string[] = []
  for (const element of fragment.querySelectorAll<HTMLElement>('[style]')) cleanStyle(element)
  for (const image of fragment.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? ''
    if (/^(?:https?:)?\/\//iu.test(source)) remoteImages.push(source)
    place(image, source, inlineImage)
  }
  for (const link of fragment.querySelectorAll('a')) {
    link.setAttribute('rel', 'noopener noreferrer')
    link.setAttribute('target', '_blank')
  }
  return { fragment, remoteImages }
}

function cleanStyle(element: HTMLElement): void {
  for (const property of DROPPED_STYLES) element.style.removeProperty(property)
  if (/url\s*\(|image-set|expression/iu.test(element.getAttribute('style') ?? ''))
    element.removeAttribute('style')
}

/** A picture of the mail itself is shown; any other leaves its description behind. */
function place(
  image: HTMLImageElement,
  source: string,
  inlineImage: (contentId: string) => string | undefined,
): void {
  const isInline = source.toLowerCase().startsWith('cid:')
  const own = isInline ? inlineImage(source.slice('cid:'.length)) : undefined
  if (own !== undefined) {
    image.setAttribute('src', own)
    image.setAttribute('loading', 'lazy')
    return
  }
  if (/^data:image\/(?:png|jpeg|gif|webp)[;,]/iu.test(source)) return
  const words = document.createElement('span')
  words.setAttribute('part', 'missing-image')
  words.textContent = image.alt
  image.replaceWith(words)
}
