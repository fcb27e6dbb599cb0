/** The elements that words written by the desk may consist of; everything else is cleaned away. */
export const WRITTEN_TAGS = [
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
] as const
