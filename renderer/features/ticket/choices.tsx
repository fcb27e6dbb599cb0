import { useTranslation } from 'react-i18next'
import type { SettingKind } from '#shared/settings/schema.ts'
import { LEVELS, PRIORITIES } from '#shared/tickets/schema.ts'
import type { Directory } from '#renderer/replica/directory.tsx'
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
