import { useCallback, useEffect, useMemo } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Id } from '#shared/kernel/ids.ts'
import type { Attachment, Visibility } from '#shared/messages/schema.ts'
import { joinWritten, type Written } from '#shared/messages/written.ts'

/** What somebody has begun to write and not sent. */
export interface DraftContent extends Written {
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly attachments: readonly Attachment[]
  readonly visibility: Visibility
}

export type DraftKind = 'reply' | 'note'

/** One draft and the ways to change it. */
export interface Draft extends DraftContent {
  change(part: Partial<DraftContent>): void
  clear(): void
}

const EMPTY: DraftContent = {
  text: '',
  html: '',
  cc: [],
  bcc: [],
  attachments: [],
  visibility: 'private',
}
/** The oldest drafts go when there are more. */
const MOST_DRAFTS = 200

interface DraftStore {
  readonly drafts: Readonly<Record<string, Partial<DraftContent>>>
  set(key: string, draft: DraftContent | undefined): void
}

/** All drafts of this device, in the browser's storage: they survive a crash and a sign-out. One of an older version may lack a part. */
const useDraftStore = create<DraftStore>()(
  persist(
    (set) => ({
      drafts: {},
      set: (key, draft) =>
        set(({ drafts: { [key]: _replaced, ...others } }) => ({
          drafts:
            draft === undefined
              ? others
              : Object.fromEntries([...Object.entries(others).slice(-MOST_DRAFTS), [key, draft]]),
        })),
    }),
    { name: 'satchel.drafts', version: 1, partialize: ({ drafts }) => ({ drafts }) },
  ),
)

/** Puts text that came back into a draft, below what is there already. */
export function usePutBack(personId: Id): (ticketId: Id, kind: DraftKind, content: DraftContent) => void {
  const set = useDraftStore((state) => state.set)
  return (ticketId, kind, content) => {
    const key = keyOf(personId, ticketId, kind)
    const there = useDraftStore.getState().drafts[key]
    set(key, joined(there && { ...EMPTY, ...there }, content))
  }
}

/** Removes what a person has begun to write on this device; other people's drafts stay. */
export function forgetDrafts(personId: Id): void {
  useDraftStore.setState(({ drafts }) => ({
    drafts: Object.fromEntries(Object.entries(drafts).filter(([key]) => !key.startsWith(`${personId}/`))),
  }))
}

/** Two drafts as one; nothing of either is lost. */
export function joined(there: DraftContent | undefined, back: DraftContent): DraftContent {
  if (there === undefined) return back
  const known = there.attachments.map(({ sha256 }) => sha256)
  return {
    ...joinWritten(there, back),
    cc: [...new Set([...there.cc, ...back.cc])],
    bcc: [...new Set([...there.bcc, ...back.bcc])],
    attachments: [...there.attachments, ...back.attachments.filter(({ sha256 }) => !known.includes(sha256))],
    visibility: there.visibility,
  }
}

/** The draft of a person's reply or note on one ticket. */
export function useDraft(personId: Id, ticketId: Id, kind: DraftKind): Draft {
  const key = keyOf(personId, ticketId, kind)
  const stored = useDraftStore((state) => state.drafts[key])
  const set = useDraftStore((state) => state.set)
  const change = useCallback(
    (part: Partial<DraftContent>) => {
      const next = { ...EMPTY, ...useDraftStore.getState().drafts[key], ...part }
      set(key, isEmpty(next) ? undefined : next)
    },
    [key, set],
  )
  useOtherWindows()
  return useMemo(
    () => ({ ...EMPTY, ...stored, change, clear: () => set(key, undefined) }),
    [stored, change, set, key],
  )
}

function keyOf(personId: Id, ticketId: Id, kind: DraftKind): string {
  return `${personId}/${ticketId}/${kind}`
}

function isEmpty(draft: DraftContent): boolean {
  return (
    draft.text === '' &&
    draft.cc.length === 0 &&
    draft.bcc.length === 0 &&
    draft.attachments.length === 0 &&
    draft.visibility === EMPTY.visibility
  )
}

/** Takes over what another window of this device wrote. */
function useOtherWindows(): void {
  useEffect(() => {
    const listen = (event: StorageEvent) => {
      if (event.key === 'satchel.drafts') void useDraftStore.persist.rehydrate()
    }
    window.addEventListener('storage', listen)
    return () => window.removeEventListener('storage', listen)
  }, [])
}
