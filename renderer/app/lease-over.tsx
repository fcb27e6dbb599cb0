import { Button, EmptyState } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isLeaseOver, silenceBroken, type Silence } from '#shared/protocol/lease.ts'
import { useSaveExport } from '../features/sync/sync-drawer.tsx'
import { useSession } from '../platform/session-context.tsx'
import { useReplica, useSyncStatus } from '../replica/react.tsx'
import { useViewState } from './view-state.ts'
import classes from './start.module.css'
import type { CopyWatch } from './watch-copy.ts'

/** True while this device has been without its server for too long; false again as soon as the server answers. */
export function useLeaseOver({ silence }: CopyWatch, offlineDays: number): boolean {
  return useSyncExternalStore(
    (changed) => {
      const following = silence.subscribe(changed)
      return () => following.unsubscribe()
    },
    () => isLeaseOver(latestOf(silence), offlineDays),
  )
}

/** A watch tells its last value to whoever asks. */
function latestOf(source: CopyWatch['silence']): Silence {
  let latest = silenceBroken(0)
  source.subscribe((value) => (latest = value)).unsubscribe()
  return latest
}

/** Stands in the place of the console until the device has reached its server again. Nothing is removed. */
export function LeaseOver() {
  const { t } = useTranslation('device')
  const { offlineDays } = useSession()
  const { phase, waiting } = useSyncStatus()
  const replica = useReplica()
  const saveExport = useSaveExport()
  const putOff = useViewState((state) => state.putSignInOff)
  const reconnect = () => {
    putOff(undefined)
    replica.syncNow()
  }
  const words = [t('lease.body', { count: offlineDays }), t('lease.kept', { count: waiting })]
  return (
    <main className={classes['centre']}>
      <EmptyState
        maw={520}
        icon={<IconLock size={32} />}
        title={t('lease.title')}
        description={words.join(' ')}
      >
        <EmptyState.Actions>
          <Button loading={phase === 'syncing'} onClick={reconnect}>
            {t('lease.reconnect')}
          </Button>
          {waiting > 0 && (
            <Button variant="default" onClick={() => void replica.exportOutbox().then(saveExport)}>
              {t('export')}
            </Button>
          )}
        </EmptyState.Actions>
      </EmptyState>
      <p role="status">{phase === 'offline' ? t('lease.unreachable') : ''}</p>
    </main>
  )
}
