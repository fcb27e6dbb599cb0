import { lift, toggleMark, wrapIn } from 'prosemirror-commands'
import { Fragment, type MarkType, type NodeType, type ResolvedPos } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import { Selection, type Command, type EditorState } from 'prosemirror-state'
import { schema } from './schema.ts'

/** What the bar and the keys can do to the words; a link asks for its address first. */
export const FORMATS = [
  'bold',
  'italic',
  'strike',
  'code',
  'bullets',
  'numbers',
  'quotation',
  'codeBlock',
] as const
export type Format = (typeof FORMATS)[number]

const { nodes, marks } = schema

interface FormatRule {
  readonly toggle: Command
  readonly isOn: (state: EditorState) => boolean
  /** As prosemirror-keymap names it; `Mod` is Command on a Mac and Ctrl elsewhere. */
  readonly key: string
}

/** How each format is switched, how one sees that it is on, and its key. */
export const FORMAT_RULES: Readonly<Record<Format, FormatRule>> = {
  bold: markRule(marks.strong, 'Mod-b'),
  italic: markRule(marks.em, 'Mod-i'),
  strike: markRule(marks.strike, 'Mod-Shift-x'),
  code: markRule(marks.code, 'Mod-e'),
  bullets: listRule(nodes.bullet_list, 'Mod-Shift-8'),
  numbers: listRule(nodes.ordered_list, 'Mod-Shift-7'),
  quotation: {
    toggle: (state, dispatch) =>
      isInside(state.selection.$from, nodes.blockquote)
        ? lift(state, dispatch)
        : wrapIn(nodes.blockquote)(state, dispatch),
    isOn: ({ selection }) => isInside(selection.$from, nodes.blockquote),
    key: 'Mod-Shift-9',
  },
  codeBlock: {
    toggle: toggleCodeBlock,
    isOn: ({ selection }) => selection.$from.parent.type === nodes.code_block,
    key: 'Mod-Shift-e',
  },
}

function markRule(type: MarkType, key: string): FormatRule {
  const isOn = ({ selection, storedMarks, doc }: EditorState) => {
    const { empty, $from, from, to } = selection
    if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined
    return doc.rangeHasMark(from, to, type)
  }
  return { toggle: toggleMark(type), isOn, key }
}

function listRule(type: NodeType, key: string): FormatRule {
  return {
    toggle: (state, dispatch) => {
      const list = listAround(state.selection.$from)
      if (list === undefined) return wrapInList(type)(state, dispatch)
      if (list.type === type) return liftListItem(nodes.list_item)(state, dispatch)
      dispatch?.(state.tr.setNodeMarkup(list.at, type))
      return true
    },
    isOn: ({ selection }) => listAround(selection.$from)?.type === type,
    key,
  }
}

/** The innermost list a place lies in, and where it begins. */
function listAround($pos: ResolvedPos): { readonly type: NodeType; readonly at: number } | undefined {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const { type } = $pos.node(depth)
    if (type === nodes.bullet_list || type === nodes.ordered_list) return { type, at: $pos.before(depth) }
  }
  return undefined
}

/** True for a place somewhere in a node of the type. */
export function isInside($pos: ResolvedPos, type: NodeType): boolean {
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type === type) return true
  return false
}

/** The chosen lines become one block of code, or a block of code the lines it has. */
function toggleCodeBlock(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const { $from, $to } = state.selection
  const range = $from.blockRange($to)
  if (range === null) return false
  const words = state.doc.textBetween(range.start, range.end, '\n', '\n')
  const content =
    $from.parent.type === nodes.code_block
      ? Fragment.from(words.split('\n').map((line) => nodes.paragraph.create(null, textNodes(line))))
      : Fragment.from(nodes.code_block.create(null, textNodes(words)))
  if (!range.parent.canReplace(range.startIndex, range.endIndex, content)) return false
  const { tr } = state
  tr.replaceWith(range.start, range.end, content)
  tr.setSelection(Selection.near(tr.doc.resolve(range.start + content.size), -1))
  dispatch?.(tr.scrollIntoView())
  return true
}

/** The words as content; nothing for none. */
export function textNodes(words: string) {
  return words === '' ? [] : [schema.text(words)]
}
