import { useEffect, useEffectEvent } from 'react'
import { create } from 'zustand'

interface Reach {
  /** The part of the page that was asked for and has not been reached, '' for none. */
  readonly asked: string
  ask(control: string): void
}

/** Leads a key or a command to a part of the page, which may only appear because of it. */
export const useReach = create<Reach>()((set) => ({
  asked: '',
  ask: (asked) => set({ asked }),
}))

/** Does `act` when `control` is asked for, at once or as soon as the component appears; '' is never asked for. */
export function useReachable(control: string, act: () => void): void {
  const isAsked = useReach((state) => control !== '' && state.asked === control)
  const ask = useReach((state) => state.ask)
  const reached = useEffectEvent(act)
  useEffect(() => {
    if (!isAsked) return
    ask('')
    reached()
  }, [isAsked, ask])
}
