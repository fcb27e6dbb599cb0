import Type from 'typebox'
import { Value } from 'typebox/value'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** What was typed and not entered yet, by person and field: `agent-1/task/ticket-7`. */
const Words = Type.Record(Type.String(), Type.String({ maxLength: 20_000 }))
/** The oldest go when there are more. */
const MOST = 200
const STORE = 'satchel.kept-words'

interface KeptWords {
  readonly words: Readonly<Record<string, string>>
  keep(key: string, words: string): void
}

/** In the browser's storage: they survive a crash and a sign-out, as drafts of messages do. */
const useStore = create<KeptWords>()(
  persist(
    (set) => ({
      words: {},
      keep: (key, typed) => set(({ words }) => ({ words: withWords(words, key, typed) })),
    }),
    {
      name: STORE,
      version: 1,
      partialize: ({ words }) => ({ words }),
      merge: (kept, current) => ({ ...current, words: readWords(kept) }),
    },
  ),
)

/** The words as they are with these under a key; '' takes them out. */
export function withWords(words: KeptWords['words'], key: string, typed: string): KeptWords['words'] {
  const { [key]: _before, ...others } = words
  if (typed === '') return others
  return Object.fromEntries([...Object.entries(others).slice(1 - MOST), [key, typed]])
}

/** The words of a store as it was kept; none when this version cannot read them. */
export function readWords(kept: unknown): KeptWords['words'] {
  const words = typeof kept === 'object' && kept !== null && 'words' in kept ? kept.words : {}
  return Value.Check(Words, words) ? words : {}
}

/** Removes what a person has begun to type on this device; other people's words stay. */
export function forgetKeptWords(personId: string): void {
  useStore.setState(({ words }) => ({
    words: Object.fromEntries(Object.entries(words).filter(([key]) => !key.startsWith(`${personId}/`))),
  }))
}

const OwnerContext = createContext('')

interface KeptWordsProviderProps {
  readonly personId: string
  readonly children: ReactNode
}

/** Says whose words the fields inside keep, and takes over what another window of this device keeps. */
export function KeptWordsProvider({ personId, children }: KeptWordsProviderProps) {
  useEffect(() => {
    const listen = (event: StorageEvent) => {
      if (event.key === STORE) void useStore.persist.rehydrate()
    }
    window.addEventListener('storage', listen)
    return () => window.removeEventListener('storage', listen)
  }, [])
  return <OwnerContext value={personId}>{children}</OwnerContext>
}

/** What was typed into a field and how to keep it, under the field's name; '' for a field that keeps nothing. */
export function useKeptWords(field: string): readonly [typed: string, keep: (typed: string) => void] {
  const owner = use(OwnerContext)
  const key = `${owner}/${field}`
  const kept = useStore((state) => state.words[key]) ?? ''
  const keep = useStore((state) => state.keep)
  const own = useState('')
  return owner === '' || field === '' ? own : [kept, (typed) => keep(key, typed)]
}
