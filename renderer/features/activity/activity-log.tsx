import { Button, EmptyState } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { EventFilter } from './event-filter.tsx'
import { LogEntryLine } from './log-entry.tsx'
import type { EventKind } from './subjects.ts'
import { useLog } from './use-log.ts'
import classes from './activity-log.module.css'

const PAGE = 100

/** Everything that happened to a ticket, newest first, or what of it one wants to see; one's own waiting acts on top. */
export function ActivityLog({ ticketId }: { readonly ticketId: Id }) {
  const { t } = useTranslation('activity')
  const { entries, kinds, words, isLoading } = useLog(ticketId)
  const [chosen, setChosen] = useState<readonly EventKind[]>([])
  const [limit, setLimit] = useState(PAGE)
  const counts = new Map(
    Array.from(
      Map.groupBy(kinds, (kind) => kind),
      ([kind, all]) => [kind, all.length],
    ),
  )
  const shown = entries.filter((_entry, at) => chosen.length === 0 || chosen.includes(kinds[at] ?? 'other'))
  if (entries.length === 0) {
    return isLoading ? null : (
      <EmptyState
        className={classes['empty'] ?? ''}
        icon={<IconHistory size={30} />}
        title={t('emptyTitle')}
        description={t('emptyBody')}
      />
    )
  }
  return (
    <div className={classes['scroller']} tabIndex={0} role="region" aria-label={t('list')}>
      <EventFilter counts={counts} chosen={chosen} onChange={setChosen} />
      <ol className={classes['log']}>
        {shown.slice(0, limit).map((entry) => (
          <LogEntryLine key={entry.id} entry={entry} words={words} />
        ))}
      </ol>
      {shown.length > limit && (
        <Button variant="default" onClick={() => setLimit(limit + PAGE)}>
          {t('older')}
        </Button>
      )}
    </div>
  )
}
