import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { changes, creates } from '#shared/acts/write.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { PatchOf } from '#shared/kernel/patch.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { changeSetting, createSetting } from '#shared/settings/rules.ts'
import type { Setting, ViewData } from '#shared/settings/schema.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import type { ListSearch } from './filters.ts'
import type { Column } from './list-columns.ts'
import { viewDataOf, type Audience } from './shared-views.ts'

/** What can be done to views that others find too; each asks the rule, then saves, or shows the refusal. */
export interface SharedViewActs {
  mayShare(audience: Audience): boolean
  mayChange(view: Setting): boolean
  /** The new view's id, undefined when it was refused. */
  share(name: string, audience: Audience, search: ListSearch, columns: readonly Column[]): Id | undefined
  /** Makes it what the list is now; false when that was refused. */
  update(view: Setting, search: ListSearch, columns: readonly Column[]): boolean
  /** Its name in the language of the console. */
  rename(view: Setting, name: string): void
  /** Takes it out of everybody's sidebar, and offers to bring it back. */
  retire(view: Setting): void
}

/** The acts on shared views in the name of the signed-in person. */
export function useSharedViewActs(): SharedViewActs {
  const { t, i18n } = useTranslation('tickets')
  const actor = useActor()
  const { person } = useSession()
  const directory = useDirectory()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const deed = () => ({ actor, now: systemClock() })
  const orgId = person.orgId || (directory.settings('organisation')[0]?.id ?? '')
  const made = (name: string, teamId: Audience, data: Setting['data']) => {
    const whole = { ...data, shared: true, ownerId: actor.personId, ...(teamId !== '' && { teamId }) }
    return createSetting({ kind: 'view', orgId, name, data: whole }, deed(), uuidv7)
  }
  const change = (view: Setting, fields: PatchOf<Pick<Setting, 'name' | 'names' | 'active' | 'data'>>) => {
    const changed = changeSetting(view, fields, deed())
    if (changed.ok) void replica.write([changes('settings', view.id, changed.value)])
    else showRefusal(changed.refusal)
    return changed.ok
  }
  return {
    mayShare: (audience) => made('-', audience, { query: '' }).ok,
    mayChange: (view) => changeSetting(view, { active: view.active }, deed()).ok,
    share(name, audience, search, columns) {
      const view = made(name, audience, viewDataOf(search, columns, directory.setting(search.view)))
      if (view.ok) void replica.write([creates('settings', view.value)])
      else showRefusal(view.refusal)
      return view.ok ? view.value.docId : undefined
    },
    update(view, search, columns) {
      const { shared, ownerId, teamId = '' } = view.data as unknown as ViewData
      return change(view, { data: { shared, ownerId, teamId, ...viewDataOf(search, columns, view) } })
    },
    rename(view, name) {
      const { language } = i18n
      const isOwnName = view.names[language] !== undefined
      change(view, isOwnName ? { names: { ...view.names, [language]: name } } : { name })
    },
    retire(view) {
      if (!change(view, { active: false })) return
      showUndo(t('sharedView.retired', { name: directory.nameOf(view) }), () =>
        change({ ...view, active: false }, { active: true }),
      )
    },
  }
}
