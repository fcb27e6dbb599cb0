import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useIsOnline } from '../state/portal.tsx'

/** Says that there is no connection, as long as there is none. */
export function OfflineBanner() {
  const { t } = useTranslation()
  const isOnline = useIsOnline()
  return (
    <div role="status" className={isOnline ? undefined : 'p-offline'}>
      {!isOnline && (
        <>
          <IconCloudOff size={18} aria-hidden />
          <span>{t('problem.offline')}</span>
        </>
      )}
    </div>
  )
}
