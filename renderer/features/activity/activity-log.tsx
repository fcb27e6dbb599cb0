import { Button, EmptyState } from '@mantine/core'
import { IconCloudUp, IconHistory } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDocs, useOutbox } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { EntryChanges, useActionWords } from './entry-words.tsx'
import { logEntries, type LogEntry } from './entries.ts'
import classes from './activity-log.module.css'

const PAGE = 100

/** Everything that happened to a ticket, newest first; one's own waiting acts on top. */
export function ActivityLog({ ticketId }: { readonly ticketId: Id }) {
  const { t } = useTranslation('activity')
  const actor = useActor()
  const outbox = useOutbox()
  const query = useMemo(
    () => ({ selector: { ticketId }, sort: [{ ticketId: 'asc' as const }, { acceptedAt: 'asc' as const }] }),
    [ticketId],
  )
  const { docs, loading } = useDocs('activity', query)
  const [limit, setLimit] = useState(PAGE)
  const entries = useMemo(() => logEntries(docs, outbox, ticketId, actor), [docs, outbox, ticketId, actor])
  if (entries.length === 0) {
    return loading ? null : (
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
      <ol className={classes['log']}>
        {entries.slice(0, limit).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.length > limit && (
        <Button variant="default" onClick={() => setLimit(limit + PAGE)}>
          {t('older')}
        </Button>
      )}
    </div>
  )
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation(['activity', 'common'])
  const actor = useActor()
  const directory = useDirectory()
  const dates = useDates()
  const known = directory.personName(entry.actorId)
  const name = known || t('common:theSystem')
  const isMe = entry.actorId === actor.personId
  const action = useActionWords()
  return (
    <li className={classes['entry']} data-waiting={entry.isWaiting || undefined}>
      <PersonAvatar name={name} size={20} />
      <div className={classes['what']}>
        <div>
          <strong>{isMe ? `${name} (${t('common:you')})` : name}</strong> {action(entry)}
        </div>
        {entry.collection === 'tickets' && entry.action === 'changed' && (
          <EntryChanges changes={entry.changes} />
        )}
      </div>
      <div className={classes['when']}>
        {entry.isWaiting ? (
          <span className={classes['waiting']}>
            <IconCloudUp size={13} aria-hidden /> {t('waiting')}
          </span>
        ) : (
          <Device id={entry.deviceId} />
        )}
        <time dateTime={entry.at} title={dates.full(entry.at)}>
          {dates.short(entry.at)} {dates.short(entry.at) === dates.time(entry.at) ? '' : dates.time(entry.at)}
        </time>
      </div>
    </li>
  )
}

/** The last letters of a device's id tell two machines of one person apart. */
function Device({ id }: { readonly id: Id }) {
  const { t } = useTranslation('activity')
  const { deviceId } = useActor()
  if (id === deviceId) return null
  return (
    <span className={classes['device']}>
      {id === 'server' || id === '' ? t('server') : t('device', { device: id.slice(-4) })}
    </span>
  )
}
