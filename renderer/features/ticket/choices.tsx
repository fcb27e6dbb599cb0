import { useTranslation } from 'react-i18next'
import { LEVELS, PRIORITIES } from '#shared/tickets/schema.ts'
import type { Choice } from '#renderer/ui/picker.tsx'
import { PriorityIcon } from '#renderer/ui/ticket-signs.tsx'

/** Priorities, and the steps of impact and urgency. */
export function useScaleChoices(): {
  readonly priorities: readonly Choice[]
  readonly impact: readonly Choice[]
  readonly urgency: readonly Choice[]
} {
  const { t } = useTranslation('tickets')
  return {
    priorities: PRIORITIES.toReversed().map((priority) => ({
      value: priority,
      label: t(`priority.${priority}`),
      icon: <PriorityIcon priority={priority} />,
    })),
    impact: LEVELS.toReversed().map((level) => ({ value: level, label: t(`level.${level}`) })),
    urgency: LEVELS.toReversed().map((level) => ({ value: level, label: t(`urgencyLevel.${level}`) })),
  }
}
