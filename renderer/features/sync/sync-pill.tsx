import { IconAlertCircle, IconCloudCheck, IconCloudOff, IconRefresh, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { pillState, type PillState } from './pill-state.ts'
import classes from './sync-pill.module.css'

const ICONS: Readonly<Record<PillState['tone'], Icon>> = {
  calm: IconCloudCheck,
  busy: IconRefresh,
  away: IconCloudOff,
  alert: IconAlertCircle,
}

/** One quiet line about the exchange with the server; opens what waits and what needs a person. */
export function SyncPill({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('sync')
  const words = useSyncWords()
  const state = pillState(useSyncStatus())
  const Shape = ICONS[state.tone]
  return (
    <button
      type="button"
      className={classes['pill']}
      data-tone={state.tone}
      aria-label={t('pill.label', { state: words })}
      onClick={onOpen}
    >
      <Shape size={15} aria-hidden />
      <span>{words}</span>
    </button>
  )
}

/** The words of the pill. */
export function useSyncWords(): string {
  const { t } = useTranslation('sync')
  const dates = useDates()
  const status = useSyncStatus()
  const { key, count } = pillState(status)
  switch (key) {
    case 'synced':
      return status.lastSyncedAt === ''
        ? t('pill.syncing')
        : t('pill.synced', { time: dates.short(status.lastSyncedAt) })
    case 'filling':
    case 'offlineWaiting':
    case 'waiting':
    case 'needsYou':
      return t(`pill.${key}`, { count })
    default:
      return t(`pill.${key}`)
  }
}
