import { create } from 'zustand'
import type { SettingDraft } from './setting-draft.ts'

interface Drafts {
  readonly byKey: Readonly<Record<string, SettingDraft>>
  put(key: string, draft: SettingDraft): void
  clear(key: string): void
}

const useDrafts = create<Drafts>()((set) => ({
  byKey: {},
  put: (key, draft) => set(({ byKey }) => ({ byKey: { ...byKey, [key]: draft } })),
  clear: (key) =>
    set(({ byKey: { [key]: _gone, ...others } }) => ({
      byKey: others,
    })),
}))

const NOTHING: SettingDraft = {}

/** What is being typed about one setting: it waits while one looks at another. */
export function useSettingDraft(key: string) {
  const draft = useDrafts((state) => state.byKey[key]) ?? NOTHING
  const put = useDrafts((state) => state.put)
  const clear = useDrafts((state) => state.clear)
  return {
    draft,
    change: (part: SettingDraft) => put(key, { ...draft, ...part }),
    clear: () => clear(key),
  }
}
