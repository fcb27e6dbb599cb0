import { useEffect, useEffectEvent } from 'react'

/** Key as in `KeyboardEvent.key`, lower case for letters, `mod+k` for Ctrl or Command. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Answers single keys anywhere but in text fields and open dialogs; keys with `mod+` answer everywhere. */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const press = useEffectEvent((event: KeyboardEvent, wasDialogOpen: boolean) => {
    if (event.defaultPrevented || event.isComposing) return
    const act = shortcuts[keyName(event)]
    if (act === undefined) return
    const withModifier = event.ctrlKey || event.metaKey
    if (!withModifier && (isTyping(event.target) || wasDialogOpen)) return
    event.preventDefault()
    act(event)
  })
  useEffect(() => {
    if (!enabled) return undefined
    // Asked before anybody handles the key: the Escape that closes a menu must do nothing else.
    let wasDialogOpen = false
    const ask = () => {
      wasDialogOpen = isDialogOpen()
    }
    const listen = (event: KeyboardEvent) => press(event, wasDialogOpen)
    window.addEventListener('keydown', ask, { capture: true })
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', ask, { capture: true })
      window.removeEventListener('keydown', listen)
    }
  }, [enabled])
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.altKey) return ''
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** A modal dialog, an open menu or list of choices keeps the keyboard for itself. */
function isDialogOpen(): boolean {
  const keepers = document.querySelectorAll('[role="dialog"], [role="menu"], [data-keeps-keys]')
  return [...keepers].some((keeper) => keeper.checkVisibility())
}
