import type { KeyboardEvent } from 'react'

/** With ↑ and ↓ the focus goes to the same part of the row above or below. */
export function stepFocus(event: KeyboardEvent<HTMLElement>, part: string): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  const row = event.currentTarget.closest('li')
  const next = event.key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling
  const target = next?.querySelector<HTMLElement>(part)
  if (!target) return
  event.preventDefault()
  target.focus()
}
