import { IconCloudUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import type { LogEntry } from './entries.ts'
import type { EntryWords } from './entry-words.ts'
import classes from './activity-log.module.css'

interface LogEntryLineProps {
  readonly entry: LogEntry
  readonly words: EntryWords
}

/** One entry of the log: who did what, what changed by it, when and from which device. */
export function LogEntryLine({ entry, words }: LogEntryLineProps) {
  const { t } = useTranslation(['activity', 'common'])
  const actor = useActor()
  const directory = useDirectory()
  const dates = useDates()
  const name = directory.personName(entry.actorId) || t('common:theSystem')
  const lines = words.lines(entry)
  return (
    <li className={classes['entry']} data-waiting={entry.isWaiting || undefined}>
      <PersonAvatar name={name} size={20} />
      <div className={classes['what']}>
        <div>
          <strong>{entry.actorId === actor.personId ? `${name} (${t('common:you')})` : name}</strong>{' '}
          {words.sentence(entry)}
        </div>
        {lines.length > 0 && (
          <ul className={classes['changes']}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
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
