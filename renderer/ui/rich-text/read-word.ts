/** True for HTML that Word or Outlook put on the clipboard. */
export function isOfWord(html: string): boolean {
  return /class="?Mso|urn:schemas-microsoft-com:office:word/i.test(html)
}

const LISTED = 'p[class*="MsoListParagraph"]'

/** Makes lists of Word's list paragraphs, which carry their mark as text before three and more blanks. */
export function wordLists(fragment: DocumentFragment): void {
  for (const paragraph of fragment.querySelectorAll(LISTED)) {
    const words = paragraph.textContent ?? ''
    const [mark = ''] = /^\s*\S{1,6}[\s\u00A0]{2,}/u.exec(words) ?? []
    if (mark === '') continue
    const item = document.createElement('li')
    item.append(...paragraph.childNodes)
    dropWords(item, mark.length)
    const tag = /[\p{Letter}\p{Number}][.)]/u.test(mark) ? 'OL' : 'UL'
    const before = paragraph.previousElementSibling
    const list = before?.tagName === tag ? before : document.createElement(tag)
    list.append(item)
    if (list !== before) paragraph.before(list)
    paragraph.remove()
  }
}

/** Takes the first characters out of an element, wherever they lie in it. */
function dropWords(element: Element, count: number): void {
  let left = count
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const passed: Text[] = []
  while (left > 0 && walker.nextNode()) {
    const text = walker.currentNode as Text
    const taken = Math.min(left, text.data.length)
    left -= taken
    text.data = text.data.slice(taken)
    passed.push(text)
  }
  for (const text of passed) if (text.data === '') text.remove()
}
