import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  newlineInCode,
  splitBlock,
} from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import { FORMAT_RULES, isInside } from './formats.ts'
import { linkAt } from './link.ts'
import { schema } from './schema.ts'

const { list_item: item, hard_break: lineEnd } = schema.nodes

const newLine = chainCommands(
  newlineInCode,
  splitListItem(item),
  createParagraphNear,
  liftEmptyBlock,
  splitBlock,
)

/** In a list a new line of the same item, elsewhere what Enter does. */
const softLine: Command = (state, dispatch) => {
  if (!isInside(state.selection.$from, item)) return newLine(state, dispatch)
  if (newlineInCode(state, dispatch)) return true
  dispatch?.(state.tr.replaceSelectionWith(lineEnd.create()).scrollIntoView())
  return true
}

/** Keys and undo. `askForLink` is called for Ctrl+K where there is something to link; elsewhere the key is the palette's. */
export function writingPlugins(askForLink: () => void): readonly Plugin[] {
  const formats = Object.values(FORMAT_RULES).map(({ key, toggle }) => [key, toggle] as const)
  const linkKey: Command = (state) => {
    if (state.selection.empty && linkAt(state) === undefined) return false
    askForLink()
    return true
  }
  return [
    history(),
    keymap({
      ...Object.fromEntries(formats),
      'Mod-k': linkKey,
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      Enter: newLine,
      'Shift-Enter': softLine,
      Tab: sinkListItem(item),
      'Shift-Tab': liftListItem(item),
    }),
    keymap(baseKeymap),
  ]
}
