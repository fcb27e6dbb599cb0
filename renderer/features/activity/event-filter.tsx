import { Chip, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EVENT_KINDS, type EventKind } from './subjects.ts'
import classes from './activity-log.module.css'

interface EventFilterProps {
  /** How many entries of each kind there are. */
  readonly counts: ReadonlyMap<EventKind, number>
  /** What is shown; everything while nothing is chosen. */
  readonly chosen: readonly EventKind[]
  readonly onChange: (chosen: readonly EventKind[]) => void
}

/** Narrows the log to kinds of event that occur in it. */
export function EventFilter({ counts, chosen, onChange }: EventFilterProps) {
  const { t } = useTranslation('activity')
  const kinds = EVENT_KINDS.filter((kind) => counts.has(kind))
  if (kinds.length < 2) return null
  return (
    <Chip.Group
      multiple
      value={[...chosen]}
      onChange={(values) => onChange(kinds.filter((kind) => values.includes(kind)))}
    >
      <Group gap={6} className={classes['filter'] ?? ''} role="group" aria-label={t('filter')}>
        {kinds.map((kind) => (
          <Chip key={kind} value={kind} size="xs" variant="outline">
            {t(`kind.${kind}`)} <span className={classes['count']}>{counts.get(kind)}</span>
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}
