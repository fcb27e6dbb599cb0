import { v7 as uuidv7 } from 'uuid'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Patch } from '#shared/kernel/patch.ts'
import { accept, type Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { inversePatch } from '#shared/kernel/undo.ts'
import { changeSetting, createSetting, type SettingInput } from '#shared/settings/rules.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import { kindSpec } from './setting-kinds.ts'
import { movedPositions } from './setting-tree.ts'

/** Fields of a setting that change after it was made. */
type Changes = Partial<Pick<Setting, 'name' | 'names' | 'parentId' | 'position' | 'active' | 'data'>>

/** What can be done to the set-up; each asks the rules first, says what was done and can be taken back. */
export interface SettingActs {
  /** Whether this person may make one of the kind. */
  mayCreate(kind: SettingKind): boolean
  mayChange(setting: Setting): boolean
  /** Saves a new one and gives its id, or says why not. */
  create(input: Omit<SettingInput, 'orgId'>): Result<Id>
  /** Saves changes, or says why not. */
  change(setting: Setting, fields: Changes): Result<void>
  /** Takes it out of every choice, or back in. */
  setActive(setting: Setting, active: boolean): void
  /** Puts it at `to` among its siblings; false when that was refused. */
  move(siblings: readonly Setting[], id: Id, to: number): boolean
}

/** The acts on the desk's set-up in the name of the signed-in person. */
export function useSettingActs(): SettingActs {
  const { t } = useTranslation('settings')
  const actor = useActor()
  const { person } = useSession()
  const directory = useDirectory()
  const { showRefusal } = useRefusals()
  const { write, undoable } = useUndoableWrites()
  const deed = () => ({ actor, now: systemClock() })
  const orgId = person.orgId || (directory.settings('organisation')[0]?.id ?? '')
  const change = (setting: Setting, fields: Changes, done: string): Result<void> => {
    const changed = changeSetting(setting, fields, deed())
    if (!changed.ok) return changed
    undoable([{ setting, patch: fields }], done)
    return accept(undefined)
  }
  return {
    mayCreate(kind) {
      const data = kindSpec(kind)?.begin?.(person.id) ?? {}
      return isAllowed(createSetting({ kind, orgId, name: '-', data }, deed(), uuidv7))
    },
    mayChange: (setting) => isAllowed(changeSetting(setting, { position: setting.position }, deed())),
    create(input) {
      const made = createSetting({ ...input, orgId }, deed(), uuidv7)
      if (!made.ok) return made
      const { docId, patch } = made.value
      write([{ collection: 'settings', docId, op: 'create', patch: patch as Patch }])
      return accept(docId)
    },
    change: (setting, fields) =>
      change(setting, fields, t('done.saved', { name: directory.nameOf(setting) })),
    setActive(setting, active) {
      const name = directory.nameOf(setting)
      const done = active ? t('done.broughtBack', { name }) : t('done.retired', { name })
      const changed = change(setting, { active }, done)
      if (!changed.ok) showRefusal(changed.refusal)
    },
    move(siblings, id, to) {
      const moves = movedPositions(siblings, id, to)
      for (const { setting, position } of moves) {
        const changed = changeSetting(setting, { position }, deed())
        if (changed.ok) continue
        showRefusal(changed.refusal)
        return false
      }
      const name = directory.settingName(id)
      undoable(
        moves.map(({ setting, position }) => ({ setting, patch: { position } })),
        t('done.moved', { name }),
      )
      return true
    },
  }
}

/** True when the rules have nothing against who does it, whatever they say of the content. */
function isAllowed(result: Result<unknown>): boolean {
  return result.ok || result.refusal.code !== 'not-allowed'
}

interface SettingChange {
  readonly setting: Setting
  readonly patch: Patch
}

/** Writes changes, and offers to take them back as far as nobody has changed the same since. */
function useUndoableWrites() {
  const replica = useReplica()
  const showUndo = useUndoToast()
  const write = (writes: Parameters<typeof replica.write>[0]) => void replica.write(writes)
  const asWrite = ({ setting, patch }: SettingChange) =>
    ({ collection: 'settings', docId: setting.id, op: 'change', patch }) as const
  const takeBack = async (changes: readonly SettingChange[]) => {
    const inverses: SettingChange[] = []
    for (const { setting, patch } of changes) {
      const now = await replica.get('settings', setting.id)
      if (now !== undefined) inverses.push({ setting, patch: inversePatch(patch, setting, now) })
    }
    write(inverses.filter(({ patch }) => Object.keys(patch).length > 0).map(asWrite))
  }
  return {
    write,
    undoable(changes: readonly SettingChange[], done: string) {
      if (changes.length === 0) return
      write(changes.map(asWrite))
      showUndo(done, () => void takeBack(changes))
    },
  }
}
