import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { PortalDesk, SignedIn } from '../../contract.ts'
import type { Answer, Api, Failure } from '../api/client.ts'
import type { LiveLine, News } from '../api/live.ts'

/** Everything the pages of a signed-in person work with. */
export interface Portal {
  readonly desk: PortalDesk
  readonly session: SignedIn
  readonly api: Api
  readonly line: LiveLine
}

const PortalContext = createContext<Portal | undefined>(undefined)
export const PortalProvider = PortalContext.Provider

/** The portal around a page; only pages of signed-in people ask for it. */
export function usePortal(): Portal {
  const portal = use(PortalContext)
  if (!portal) throw new Error('This part belongs inside a signed-in portal.')
  return portal
}

/** True while the live line to the server stands. */
export function useIsOnline(): boolean {
  const { line } = usePortal()
  return useSyncExternalStore(line.onLine, line.isUp)
}

/** Calls back with every piece of news, with the latest version of the callback. */
export function useNews(listener: (news: News) => void): void {
  const { line } = usePortal()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => line.listen((news) => latest.current(news)), [line])
}

/** Something loaded from the server. The value of before stays while it loads again. */
export interface Loaded<T> {
  readonly value: T | undefined
  readonly failure: Failure | undefined
  readonly isLoading: boolean
  reload(): void
  /** Puts a newer value in, such as a write's own answer. */
  set(value: T): void
}

interface Known<T> {
  /** The request this came from. */
  readonly stamp: string
  readonly key: string
  readonly value?: T
  readonly failure?: Failure
}

/** Loads something again whenever `key` changes. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<Answer<T>>): Loaded<T> {
  const [known, setKnown] = useState<Known<T>>({ stamp: '', key })
  const [round, setRound] = useState(0)
  const stamp = `${String(round)} ${key}`
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    const gone = new AbortController()
    void latest.current(gone.signal).then((answer) => {
      if (gone.signal.aborted) return
      setKnown((before) => {
        if (answer.ok) return { stamp, key, value: answer.value }
        return { ...(before.key === key ? before : { key }), stamp, failure: answer.failure }
      })
    })
    return () => gone.abort()
  }, [stamp, key])
  const present: Known<T> = known.key === key ? known : { stamp: '', key }
  return {
    value: present.value,
    failure: present.failure,
    isLoading: present.stamp !== stamp,
    reload: () => setRound((count) => count + 1),
    set: (value) => setKnown({ stamp, key, value }),
  }
}
