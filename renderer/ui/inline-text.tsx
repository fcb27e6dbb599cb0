import { useState, type KeyboardEvent } from 'react'
import { Flash } from './flash.tsx'
import classes from './inline-text.module.css'

interface InlineTextProps {
  readonly label: string
  readonly value: string
  readonly isReadOnly: boolean
  readonly placeholder?: string
  readonly maxLength?: number
  /** `number`: digits, aligned at the end. */
  readonly kind?: 'text' | 'number'
  readonly isDone?: boolean
  /** Called with the trimmed text when it is another; `false` when it was refused, and the old text returns. */
  readonly onSave: (text: string) => boolean
  /** Asked before the field's own keys; prevent the event's default to keep it for yourself. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/**
 * Text that is a field all the time: Enter or leaving saves, Escape takes back. What is being typed is never replaced
 * by what arrives.
 */
export function InlineText(props: InlineTextProps) {
  const { label, value, isReadOnly, onSave, kind = 'text' } = props
  const [typed, setTyped] = useState<string>()
  // What was saved stands until it comes back from the replica, so that the old text does not flash up.
  const [saved, setSaved] = useState<{ readonly over: string; readonly text: string }>()
  const shown = typed ?? (saved?.over === value ? saved.text : value)
  const save = () => {
    const text = (typed ?? '').trim()
    setTyped(undefined)
    if (typed === undefined || text === value) return
    setSaved(onSave(text) ? { over: value, text } : undefined)
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    props.onKeyDown?.(event)
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      save()
    } else if (event.key === 'Escape') {
      if (typed === undefined) event.currentTarget.blur()
      setTyped(undefined)
    }
  }
  return (
    <Flash value={value} own={saved?.text}>
      <textarea
        className={classes['text']}
        data-kind={kind}
        data-done={props.isDone || undefined}
        rows={1}
        aria-label={label}
        readOnly={isReadOnly}
        placeholder={props.placeholder}
        maxLength={props.maxLength ?? 300}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        value={shown}
        onChange={(event) => setTyped(event.currentTarget.value.replaceAll('\n', ' '))}
        onBlur={save}
        onKeyDown={press}
      />
    </Flash>
  )
}
