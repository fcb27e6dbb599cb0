import { useEffect, useRef, type ReactNode } from 'react'
import classes from './flash.module.css'

interface FlashProps {
  /** What is watched. When it changes to anything but `own`, the ground lights up for a moment. */
  readonly value: string
  /** The value this person chose last; their own change needs no flash. */
  readonly own?: string | undefined
  readonly children: ReactNode
}

/** Draws the eye to a value somebody else has just changed. */
export function Flash({ value, own, children }: FlashProps) {
  const element = useRef<HTMLSpanElement>(null)
  const shown = useRef(value)
  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    if (value !== own) {
      element.current?.animate(
        [{ backgroundColor: 'var(--s-flash)' }, { backgroundColor: 'var(--s-flash)', offset: 0.4 }, {}],
        { duration: 2400, easing: 'ease-out' },
      )
    }
  }, [value, own])
  return (
    <span ref={element} className={classes['flash']}>
      {children}
    </span>
  )
}
