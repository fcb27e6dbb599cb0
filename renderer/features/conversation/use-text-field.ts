import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** The field of a draft, with its cursor. */
export interface TextField {
  /** To be given the field itself as its `ref`. */
  readonly attach: (element: HTMLTextAreaElement | null) => void
  /** Where the cursor stands; -1 while the field has no focus or something is selected. */
  readonly cursor: number
  noteCursor(element: HTMLTextAreaElement): void
  leave(): void
  focus(): void
  /** Puts words where the cursor stands, instead of what is selected, and the cursor behind them. */
  insert(words: string): void
  /** Puts words instead of a part of the text. */
  replace(start: number, end: number, words: string): void
}

/** The words of a draft as a field that can be written into at its cursor. */
export function useTextField(text: string, onText: (text: string) => void): TextField {
  const [element, setElement] = useState<HTMLTextAreaElement | null>(null)
  // Known at once: who asks for the field as it appears cannot wait for the next rendering.
  const present = useRef<HTMLTextAreaElement>(null)
  const attach = useCallback((given: HTMLTextAreaElement | null) => {
    present.current = given
    setElement(given)
  }, [])
  const [cursor, setCursor] = useState(-1)
  const [wanted, setWanted] = useState<{ readonly at: number }>()
  useLayoutEffect(() => {
    if (wanted === undefined || element === null) return
    element.focus()
    element.setSelectionRange(wanted.at, wanted.at)
  }, [element, wanted])
  const replace = (start: number, end: number, words: string) => {
    onText(text.slice(0, start) + words + text.slice(end))
    setWanted({ at: start + words.length })
    setCursor(start + words.length)
  }
  return {
    attach,
    cursor,
    noteCursor: ({ selectionStart, selectionEnd }) =>
      setCursor(selectionStart === selectionEnd ? selectionStart : -1),
    leave: () => setCursor(-1),
    focus: () => present.current?.focus(),
    replace,
    insert(words) {
      replace(element?.selectionStart ?? text.length, element?.selectionEnd ?? text.length, words)
    },
  }
}
