import { EditorState, Selection, type Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { RichDoc } from '#shared/messages/rich-text.ts'
import { writtenOf, type Written } from '#shared/messages/written.ts'
import { putText, takeDrop, takePaste } from './insert.ts'
import { writingPlugins } from './keys.ts'
import { readWritten } from './read-html.ts'
import { schema } from './schema.ts'

/** Names and states of the field for assistive programs, and what style sheets go by. */
export type FieldAttributes = Readonly<Record<string, string>>

/** A field in which one writes with formatting. */
export interface RichField {
  /** To be given the element around the field as its `ref`. */
  readonly attach: (host: HTMLElement | null) => (() => void) | undefined
  readonly setAttributes: (attributes: FieldAttributes) => void
  /** What stands in it and what is selected; undefined before it is there. */
  readonly state: EditorState | undefined
  /** True when there is not so much as a line end in it. */
  readonly isEmpty: boolean
  /** The words before the cursor on its line; undefined while the field has no focus, something is selected, or in code. */
  readonly before: string | undefined
  /** Where the cursor stands in the document. */
  readonly at: number
  setFocused(isFocused: boolean): void
  focus(): void
  /** Puts words where the cursor stands, instead of what is selected, and the cursor behind them. */
  insert(words: string): void
  /** Puts words instead of the last ones before the cursor; `length` in characters. */
  replaceBefore(length: number, words: string): void
  run(command: Command): void
}

/** Keeps a field and a draft the same: what is typed goes to `onWritten`, what the draft becomes otherwise into the field. */
export function useRichField(
  written: Written,
  onWritten: (written: Written) => void,
  askForLink: () => void,
): RichField {
  const { present, attach, state } = useView(written, onWritten, askForLink)
  const [isFocused, setFocused] = useState(false)
  const [wanted, setWanted] = useState<object>()
  useLayoutEffect(() => {
    if (wanted !== undefined) present.current?.focus()
  }, [wanted, present])
  const change = (act: (view: EditorView) => void) => {
    if (present.current === null) return
    act(present.current)
    // The focus comes back when what asked for the change is gone: a dialog keeps it until then.
    setWanted({})
  }
  const put = (words: string, replaced: number) =>
    change((view) => {
      const { from, to } = view.state.selection
      view.dispatch(putText(view.state, words, from - replaced, to))
    })
  return {
    attach,
    setAttributes: useCallback((attributes) => present.current?.setProps({ attributes }), [present]),
    state,
    isEmpty: state === undefined ? written.text === '' : isBare(state),
    before: state === undefined || !isFocused ? undefined : wordsBefore(state),
    at: state?.selection.from ?? 0,
    setFocused,
    focus() {
      const view = present.current
      if (view === null) return
      view.focus()
      view.dispatch(view.state.tr.scrollIntoView())
    },
    insert: (words) => put(words, 0),
    replaceBefore: (length, words) => put(words, length),
    run: (command) => change((view) => command(view.state, view.dispatch, view)),
  }
}

function useView(written: Written, onWritten: (written: Written) => void, askForLink: () => void) {
  const present = useRef<EditorView>(null)
  const latest = useRef({ written, onWritten, askForLink })
  /** What the field holds, as it was last told or taken. */
  const held = useRef(written)
  const [state, setState] = useState<EditorState>()
  const attach = useCallback((host: HTMLElement | null) => {
    if (host === null) return undefined
    const tell = (next: EditorState, isChanged: boolean) => {
      setState(next)
      if (!isChanged) return
      held.current = writtenOf(next.doc.toJSON() as RichDoc)
      latest.current.onWritten(held.current)
    }
    const view = openView(host, latest.current.written, () => latest.current.askForLink(), tell)
    held.current = latest.current.written
    present.current = view
    setState(view.state)
    return () => {
      present.current = null
      view.destroy()
    }
  }, [])
  useLayoutEffect(() => {
    latest.current = { written, onWritten, askForLink }
  })
  const { text, html } = written
  useLayoutEffect(() => {
    const view = present.current
    if (view === null || (held.current.text === text && held.current.html === html)) return
    held.current = { text, html }
    view.updateState(stateOf({ text, html }, view.state.plugins))
    setState(view.state)
  }, [text, html])
  return { present, attach, state }
}

function openView(
  host: HTMLElement,
  written: Written,
  askForLink: () => void,
  tell: (state: EditorState, isChanged: boolean) => void,
): EditorView {
  const view: EditorView = new EditorView(host, {
    state: stateOf(written, writingPlugins(askForLink)),
    dispatchTransaction(transaction) {
      const next = view.state.apply(transaction)
      view.updateState(next)
      tell(next, transaction.docChanged)
    },
    handleDOMEvents: { paste: takePaste, drop: takeDrop },
  })
  return view
}

/** A draft in the field, with the cursor behind its last word. */
function stateOf(written: Written, plugins: EditorState['plugins']): EditorState {
  const doc = readWritten(written)
  return EditorState.create({ doc, plugins, selection: Selection.atEnd(doc) })
}

function isBare({ doc }: EditorState): boolean {
  return doc.childCount === 1 && doc.firstChild?.type === schema.nodes.paragraph && doc.content.size === 2
}

function wordsBefore({ selection }: EditorState): string | undefined {
  const { $from, empty } = selection
  if (!empty || $from.parent.type.spec.code === true) return undefined
  return $from.parent.textBetween(0, $from.parentOffset, undefined, '\n')
}
