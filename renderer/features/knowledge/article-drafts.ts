import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Id } from '#shared/kernel/ids.ts'

/** What somebody is writing into an article, kept on the device until it is saved. */
const ArticleDraft = Type.Object({ title: Type.String(), body: Type.String() })
export type ArticleDraft = Static<typeof ArticleDraft>

interface DraftStore {
  readonly drafts: Readonly<Record<Id, ArticleDraft>>
  keep(id: Id, draft: ArticleDraft): void
  drop(id: Id): void
}

/** Unsaved words of articles, by article: they survive a crash and a restart. */
export const useArticleDrafts = create<DraftStore>()(
  persist(
    (set) => ({
      drafts: {},
      keep: (id, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } })),
      drop: (id) =>
        set(({ drafts }) => ({
          drafts: Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== id)),
        })),
    }),
    {
      name: 'satchel.article-drafts',
      version: 1,
      partialize: ({ drafts }) => ({ drafts }),
      merge: (kept, current) => ({ ...current, drafts: readDrafts(kept) }),
    },
  ),
)

function readDrafts(kept: unknown): Readonly<Record<Id, ArticleDraft>> {
  const drafts = typeof kept === 'object' && kept !== null && 'drafts' in kept ? kept.drafts : {}
  if (typeof drafts !== 'object' || drafts === null) return {}
  return Object.fromEntries(Object.entries(drafts).filter(([, draft]) => Value.Check(ArticleDraft, draft)))
}
