import { IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent, Ref } from 'react'
import { useKeptWords } from './kept-words.tsx'
import classes from './add-line.module.css'

interface AddLineProps {
  readonly label: string
  readonly placeholder: string
  /** Called with the trimmed line; `false` when it was refused, and it stays in the field. */
  readonly onAdd: (line: string) => boolean
  readonly ref?: Ref<HTMLInputElement>
  readonly maxLength?: number
  /** The name under which what was typed outlives the page; without one it does not. See ui/kept-words.tsx. */
  readonly keptAs?: string
  /** Called with Escape in an empty field. */
  readonly onLeave?: () => void
}

/** A field at the end of a list: Enter adds what was typed and waits for the next. */
export function AddLine(props: AddLineProps) {
  const { label, placeholder, onAdd, ref, maxLength = 300, keptAs = '', onLeave } = props
  const [typed, setTyped] = useKeptWords(keptAs)
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (typed.trim() !== '' && onAdd(typed.trim())) setTyped('')
    } else if (event.key === 'Escape') {
      if (typed === '') onLeave?.()
      if (typed === '') event.currentTarget.blur()
      setTyped('')
    }
  }
  return (
    <label className={classes['line']}>
      <IconPlus size={15} aria-hidden />
      <input
        ref={ref}
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
      />
    </label>
  )
}
