import { Fragment, Slice, type Node } from 'prosemirror-model'
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { isFormatted, type RichDoc } from '#shared/messages/rich-text.ts'
import { textNodes } from './formats.ts'
import { readPasted } from './read-html.ts'
import { schema } from './schema.ts'

/** Plain text instead of a part of the document; its line ends begin new lines. */
export function putText(state: EditorState, words: string, from: number, to: number): Transaction {
  const { tr } = state
  const lines = words.split(/\r?\n/)
  const isCode = state.doc.resolve(from).parent.type.spec.code === true
  if (isCode || lines.length === 1) return tr.insertText(lines.join('\n'), from, to).scrollIntoView()
  const paragraphs = lines.map((line) => schema.node('paragraph', null, textNodes(line)))
  return tr
    .setSelection(TextSelection.create(tr.doc, from, to))
    .replaceSelection(new Slice(Fragment.from(paragraphs), 1, 1))
    .scrollIntoView()
}

/** What was copied or dragged, with its formatting if it has any and there is a place for it. */
function put({ state }: EditorView, data: DataTransfer, from: number, to: number): Transaction {
  const [text, html] = [data.getData('text/plain'), data.getData('text/html')]
  const isCode = state.doc.resolve(from).parent.type.spec.code === true
  const doc = html === '' || isCode ? undefined : readPasted(html)
  if (doc === undefined || (text !== '' && !isFormatted(doc.toJSON() as RichDoc))) {
    return putText(state, text, from, to)
  }
  return state.tr
    .setSelection(TextSelection.create(state.doc, from, to))
    .replaceSelection(openSlice(doc))
    .scrollIntoView()
}

/** A document's content that joins with the lines around it, where it begins and ends with a line. */
function openSlice(doc: Node): Slice {
  const isLine = (node: Node | null) => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(doc.content, isLine(doc.firstChild), isLine(doc.lastChild))
}

/** Takes a paste, cleaned by our own rules: the library's would make elements from strings. True when it did. */
export function takePaste(view: EditorView, event: ClipboardEvent): boolean {
  const { clipboardData } = event
  if (clipboardData === null) return false
  event.preventDefault()
  const { from, to } = view.state.selection
  view.dispatch(put(view, clipboardData, from, to).setMeta('paste', true))
  return true
}

/** Takes words dragged in from elsewhere; what is dragged within the field the library moves. True when it did. */
export function takeDrop(view: EditorView, event: DragEvent): boolean {
  const { dataTransfer, clientX: left, clientY: top } = event
  if (dataTransfer === null || view.dragging !== null || dataTransfer.types.includes('Files')) return false
  const place = view.posAtCoords({ left, top })
  if (place === null) return false
  event.preventDefault()
  view.dispatch(put(view, dataTransfer, place.pos, place.pos))
  view.focus()
  return true
}
