import { useLayoutEffect, type KeyboardEvent } from 'react'
import type { FieldAttributes, RichField } from './use-rich-field.ts'
import classes from './rich-text.module.css'

interface RichEditorProps {
  readonly field: RichField
  readonly label: string
  readonly placeholder: string
  /** Further names for assistive programs. */
  readonly names: FieldAttributes
  /** Asked first; a key whose default was prevented does nothing else. */
  readonly onKey: (event: KeyboardEvent) => void
}

/** The field itself: a text box of several lines, named, that grows with what is written. */
export function RichEditor({ field, label, placeholder, names, onKey }: RichEditorProps) {
  const { attach, setAttributes } = field
  const attributes = JSON.stringify({
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    'aria-placeholder': placeholder,
    class: classes['words'],
    ...names,
  })
  useLayoutEffect(() => setAttributes(JSON.parse(attributes) as FieldAttributes), [setAttributes, attributes])
  return (
    <div
      ref={attach}
      className={classes['field']}
      data-begun={!field.isEmpty || undefined}
      onFocus={() => field.setFocused(true)}
      onBlur={() => field.setFocused(false)}
      onKeyDownCapture={onKey}
    />
  )
}
