import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSaveExport } from '../features/sync/sync-drawer.tsx'
import { useReplica, useSyncStatus } from '../replica/react.tsx'
import classes from './shell.module.css'

/** A line above the page while the disk takes nothing more. */
export function StorageBanner() {
  const { t } = useTranslation('device')
  const { error, waiting } = useSyncStatus()
  const replica = useReplica()
  const saveExport = useSaveExport()
  if (error !== 'storage-full') return null
  return (
    <div className={classes['banner']} role="alert">
      {t('storageFull')}
      {waiting > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void replica.exportOutbox().then(saveExport)}
        >
          {t('export')}
        </Button>
      )}
    </div>
  )
}
