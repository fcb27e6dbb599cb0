import type { KeyboardEvent } from 'react'

/** True for Ctrl+Enter, or Command+Enter. */
export function isSubmitKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
}
