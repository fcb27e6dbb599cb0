import type { Id } from '#shared/kernel/ids.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import type { Choice } from './picker.tsx'

/** Where the settings to choose from come from, and what they are called. */
interface Settings {
  settings(kind: SettingKind): readonly Setting[]
  nameOf(setting: Setting): string
  settingName(id: Id): string
}

/** The settings of a kind to choose from, `none` first. A chosen one that is retired stays in the list. */
export function settingChoices(
  directory: Settings,
  kind: SettingKind,
  none: string,
  chosen = '',
): readonly Choice[] {
  const active = directory
    .settings(kind)
    .map((setting) => ({ value: setting.id, label: directory.nameOf(setting) }))
  const retired = chosen !== '' && !active.some((choice) => choice.value === chosen)
  return [
    { value: '', label: none },
    ...active,
    ...(retired ? [{ value: chosen, label: directory.settingName(chosen) || chosen }] : []),
  ]
}
