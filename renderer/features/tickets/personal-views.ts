import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { v7 as uuidv7 } from 'uuid'
import { useMemo } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { Id } from '#shared/kernel/ids.ts'
import { sameValue } from '#shared/kernel/patch.ts'
import { useSession } from '#renderer/platform/session-context.tsx'
import { ListSearch } from './filters.ts'

/** A list somebody gave a name; it lies on this device alone. */
export const PersonalView = Type.Object({
  id: Id,
  personId: Id,
  name: Type.String({ minLength: 1, maxLength: 60 }),
  search: ListSearch,
})
export type PersonalView = Static<typeof PersonalView>

/** The views of a store as it was kept; what this version cannot read is left out. */
export function readPersonalViews(kept: unknown): readonly PersonalView[] {
  const views = typeof kept === 'object' && kept !== null && 'views' in kept ? kept.views : []
  return Array.isArray(views) ? views.filter((view) => Value.Check(PersonalView, view)) : []
}

/** The view that is exactly this list: same view below, filters and order. */
export function viewOfSearch(views: readonly PersonalView[], search: ListSearch): PersonalView | undefined {
  return views.find((view) => sameValue(view.search, search))
}

interface PersonalViewStore {
  readonly views: readonly PersonalView[]
  put(view: PersonalView): void
  remove(id: Id): void
}

const usePersonalViewStore = create<PersonalViewStore>()(
  persist(
    (set) => ({
      views: [],
      put: (view) =>
        set(({ views }) => ({
          views: views.some(({ id }) => id === view.id)
            ? views.map((each) => (each.id === view.id ? view : each))
            : [...views, view],
        })),
      remove: (id) => set(({ views }) => ({ views: views.filter((view) => view.id !== id) })),
    }),
    {
      name: 'satchel.views',
      version: 1,
      partialize: ({ views }) => ({ views }),
      merge: (kept, current) => ({ ...current, views: readPersonalViews(kept) }),
    },
  ),
)

/** Removes a person's own views from this device; other people's stay. */
export function forgetPersonalViews(personId: Id): void {
  usePersonalViewStore.setState(({ views }) => ({
    views: views.filter((view) => view.personId !== personId),
  }))
}

/** The signed-in person's own views on this device, in the order they were made, and what can be done with them. */
export interface PersonalViews {
  readonly views: readonly PersonalView[]
  save(name: string, search: ListSearch): void
  rename(view: PersonalView, name: string): void
  remove(view: PersonalView): void
}

/** Keeps one's own views at hand. */
export function usePersonalViews(): PersonalViews {
  const { person } = useSession()
  const all = usePersonalViewStore((state) => state.views)
  const put = usePersonalViewStore((state) => state.put)
  const remove = usePersonalViewStore((state) => state.remove)
  return useMemo(
    () => ({
      views: all.filter(({ personId }) => personId === person.id),
      save: (name, search) => put({ id: uuidv7(), personId: person.id, name, search }),
      rename: (view, name) => put({ ...view, name }),
      remove: (view) => remove(view.id),
    }),
    [all, put, remove, person.id],
  )
}
