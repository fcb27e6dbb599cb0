import { Button, Loader } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHeldTickets, useReplica, useSyncStatus } from '#renderer/replica/react.tsx'
import type { ListSearch } from './filters.ts'
import { useListQuery } from './use-ticket-list.ts'
import classes from './older-tickets.module.css'

/** True when a list may hold closed tickets of any age. */
export function useHoldsClosed(search: Pick<ListSearch, 'view' | 'filter'>): boolean {
  const { selector } = useListQuery(search)
  return selector?.openState !== 'open' && selector?.updatedDesc === undefined
}

/** The end of a list of closed tickets: how far back they lie on this device, and the way to older ones. */
export function OlderTickets() {
  const { t, i18n } = useTranslation('tickets')
  const { older } = useReplica()
  const held = useHeldTickets()
  const { phase } = useSyncStatus()
  const isOnline = phase === 'synced' || phase === 'syncing'
  const count = useOlderCount(held?.since ?? '', isOnline && held?.loading === undefined)
  if (held === undefined || held.since === '') return null
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const since = month.format(new Date(`${held.since}-01T00:00:00.000Z`))
  return (
    <div className={classes['end']} role="status">
      <span>{t('older.since', { month: since })}</span>
      {held.loading !== undefined ? (
        <span className={classes['loading']}>
          <Loader size={14} />
          {isOnline ? t('older.loading', { count: held.loading }) : t('older.waiting')}
        </span>
      ) : !isOnline ? (
        <span>{t('older.offline')}</span>
      ) : count === 0 ? (
        <span>{t('older.none')}</span>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconHistory size={14} />}
          onClick={() => void older.load()}
        >
          {count === undefined ? t('older.load') : t('older.loadSome', { count })}
        </Button>
      )}
    </div>
  )
}

/** How many older tickets the server has; undefined while it is asked, and when it cannot be. */
function useOlderCount(since: string, isAsked: boolean): number | undefined {
  const { older } = useReplica()
  const [known, setKnown] = useState<{ readonly since: string; readonly count: number | undefined }>()
  useEffect(() => {
    if (!isAsked || since === '') return
    let isWanted = true
    void older.count().then((count) => {
      if (isWanted) setKnown({ since, count })
    })
    return () => {
      isWanted = false
    }
  }, [older, since, isAsked])
  return known?.since === since ? known.count : undefined
}
