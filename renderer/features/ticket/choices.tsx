import { useTranslation } from 'react-i18next'
import type { SettingKind } from '#shared/settings/schema.ts'
import { LEVELS, PRIORITIES } from '#shared/tickets/schema.ts'
import type { Directory } from '#renderer/replica/directory.tsx'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import type { Choice } from '#renderer/ui/picker.tsx'
import { PriorityIcon } from '#renderer/ui/ticket-signs.tsx'

/** The settings of a kind to choose from, `none` first. A chosen one that is retired stays in the list. */
export function settingChoices(
  directory: Directory,
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

/** The people of the desk to choose from: oneself first, then nobody, then by name. */
export function assigneeChoices(
  directory: Directory,
  meId: string,
  words: { readonly nobody: string; readonly me: string },
): readonly Choice[] {
  const choice = (id: string, label: string): Choice => ({
    value: id,
    label,
    icon: <PersonAvatar name={directory.personName(id)} size={18} />,
  })
  const me = directory.person(meId)
  return [
    ...(me === undefined ? [] : [{ ...choice(meId, me.name), hint: words.me }]),
    { value: '', label: words.nobody },
    ...directory.staff.filter((person) => person.id !== meId).map((person) => choice(person.id, person.name)),
  ]
}

/** Everybody to choose from, with their address. */
export function personChoices(directory: Directory): readonly Choice[] {
  return directory.people.map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.emails[0] ?? '',
    icon: <PersonAvatar name={person.name} size={18} />,
  }))
}

/** Priorities, and the steps of impact and urgency. */
export function useScaleChoices(): {
  readonly priorities: readonly Choice[]
  readonly levels: readonly Choice[]
} {
  const { t } = useTranslation('tickets')
  return {
    priorities: PRIORITIES.toReversed().map((priority) => ({
      value: priority,
      label: t(`priority.${priority}`),
      icon: <PriorityIcon priority={priority} />,
    })),
    levels: LEVELS.toReversed().map((level) => ({ value: level, label: t(`level.${level}`) })),
  }
}
