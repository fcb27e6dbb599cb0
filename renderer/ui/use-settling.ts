import { useEffect, useEffectEvent, useRef } from 'react'

/**
 * Calls `act` at once for a value after a rest, and otherwise when no further one came for `pause` milliseconds; always
 * with the last. What one types is answered key by key, and a key that is held once.
 */
export function useSettling<T>(act: (value: T) => void, pause: number): (value: T) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastAt = useRef(-Infinity)
  const settle = useEffectEvent(act)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (value) => {
    const now = performance.now()
    const isRested = now - lastAt.current > pause
    lastAt.current = now
    clearTimeout(timer.current)
    if (isRested) act(value)
    else timer.current = setTimeout(() => settle(value), pause)
  }
}
