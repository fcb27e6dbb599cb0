import type { KeyboardEvent } from 'react'

/** True for Ctrl+Enter, or Command+Enter. */
export function isSubmitKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
}

/** Submits a form with Ctrl+Enter, once: the browser would submit it again for the Enter in a field. */
export function takeSubmitKey(event: KeyboardEvent, submit: () => void): void {
  if (!isSubmitKey(event)) return
  event.preventDefault()
  submit()
}
