import { useEffect, useState } from 'react'

/** Somebody who wrote nothing for so long is no longer writing, in milliseconds. */
const PAUSE_MS = 60_000

/** True from a change of a text until a minute after the last one; an emptied text ends it at once. */
export function useTyping(text: string): boolean {
  const [seen, setSeen] = useState({ text, isTyping: false })
  if (seen.text !== text) setSeen({ text, isTyping: text.trim() !== '' })
  useEffect(() => {
    if (!seen.isTyping) return undefined
    const timer = setTimeout(() => setSeen((now) => ({ ...now, isTyping: false })), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [seen])
  return seen.isTyping
}
