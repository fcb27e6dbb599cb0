import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '../replica/react.tsx'
import { useViewState } from './view-state.ts'
import classes from './shell.module.css'

/** A line above the page while the session has ended and one keeps working. */
export function SessionBanner() {
  const { t } = useTranslation('sign-in')
  const { phase } = useSyncStatus()
  const putOff = useViewState((state) => state.putSignInOff)
  if (phase !== 'signed-out') return null
  return (
    <div className={classes['banner']} role="status">
      {t('ended.banner')}
      <Button size="compact-xs" variant="default" onClick={() => putOff(undefined)}>
        {t('submitAgain')}
      </Button>
    </div>
  )
}
