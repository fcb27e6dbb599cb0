import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'

const DELAY_MS = 400
/** Longer ones are set in several lines. */
const ONE_LINE = 60
const CARRIER = '[data-hint]'

interface Hint {
  readonly element: HTMLElement
  readonly words: string
}

/** The one hint of the console: what carries `data-hint` says its words while it is pointed at or reached by key. */
export function Hints() {
  const hint = useHint()
  if (hint === undefined) return null
  const isLong = hint.words.length > ONE_LINE
  return (
    <Tooltip
      opened
      target={{ current: hint.element }}
      label={hint.words}
      multiline={isLong}
      maw={isLong ? 280 : 'none'}
    />
  )
}

/** What is to be said now; words that change while they are said change at once. */
function useHint(): Hint | undefined {
  const [hint, setHint] = useState<Hint>()
  useEffect(() => {
    const stop = new AbortController()
    const watched = watchCarrier(setHint)
    const on = (type: string, act: (event: Event) => void) =>
      document.addEventListener(type, act, { capture: true, passive: true, signal: stop.signal })
    on('pointerover', (event) => watched.turnTo(carrierOf(event.target)))
    on('focusin', (event) => {
      if (isReachedByKey(event.target)) watched.turnTo(carrierOf(event.target))
    })
    for (const type of ['pointerdown', 'keydown', 'focusout', 'scroll']) on(type, () => setHint(undefined))
    on('pointerleave', (event) => event.target === document && watched.turnTo(undefined))
    return () => {
      stop.abort()
      watched.turnTo(undefined)
    }
  }, [])
  return hint
}

/** Follows one carrier at a time; `say` is told its words after a while, and whenever they change. */
function watchCarrier(say: (hint: Hint | undefined) => void) {
  let carrier: HTMLElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const sayNow = () => say(carrier && { element: carrier, words: carrier.dataset['hint'] ?? '' })
  const changes = new MutationObserver(sayNow)
  return {
    turnTo(next: HTMLElement | undefined): void {
      if (next === carrier) return
      clearTimeout(timer)
      changes.disconnect()
      say(undefined)
      carrier = next
      if (carrier === undefined) return
      timer = setTimeout(sayNow, DELAY_MS)
      changes.observe(carrier, { attributeFilter: ['data-hint'] })
    },
  }
}

function carrierOf(target: EventTarget | null): HTMLElement | undefined {
  const found = target instanceof Element ? target.closest<HTMLElement>(CARRIER) : null
  return found ?? undefined
}

function isReachedByKey(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(':focus-visible')
}
