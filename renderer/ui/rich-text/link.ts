import type { ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import { schema } from './schema.ts'

const { link } = schema.marks

/** The link the cursor or the beginning of the selection lies in: its address and its words' place. */
interface LinkAt {
  readonly href: string
  readonly from: number
  readonly to: number
}

/** The link at the cursor or selection; undefined when there is none. */
export function linkAt({ selection }: EditorState): LinkAt | undefined {
  const { $from, empty } = selection
  const mark = link.isInSet($from.marks()) ?? (empty ? undefined : link.isInSet($from.nodeAfter?.marks ?? []))
  if (mark === undefined) return undefined
  return { href: String(mark.attrs['href']), ...reachOf($from, String(mark.attrs['href'])) }
}

function reachOf($pos: ResolvedPos, href: string): { readonly from: number; readonly to: number } {
  const { parent } = $pos
  const isPart = (at: number) => link.isInSet(parent.child(at).marks)?.attrs['href'] === href
  let first = Math.min($pos.index(), parent.childCount - 1)
  if (!isPart(first) && first > 0) first -= 1
  let last = first
  while (first > 0 && isPart(first - 1)) first -= 1
  while (last < parent.childCount - 1 && isPart(last + 1)) last += 1
  let from = $pos.start()
  for (let at = 0; at < first; at++) from += parent.child(at).nodeSize
  let to = from
  for (let at = first; at <= last; at++) to += parent.child(at).nodeSize
  return { from, to }
}

/** Makes the selected words, or the link at the cursor, lead to an address; where nothing is selected the address itself is put. */
export function linkTo(href: string): Command {
  return (state, dispatch) => {
    const { from, to, empty, $from } = state.selection
    if (!$from.parent.type.allowsMarkType(link)) return false
    const known = linkAt(state)
    const mark = link.create({ href })
    const { tr } = state
    if (empty && known === undefined) {
      const words = href.replace(/^mailto:/i, '')
      tr.replaceSelectionWith(schema.text(words, [mark]), false)
    } else {
      const place = empty && known !== undefined ? known : { from, to }
      tr.removeMark(place.from, place.to, link).addMark(place.from, place.to, mark)
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** Leaves the words of the link at the cursor without their link. */
export const unlink: Command = (state, dispatch) => {
  const known = linkAt(state)
  if (known === undefined) return false
  dispatch?.(state.tr.removeMark(known.from, known.to, link))
  return true
}
