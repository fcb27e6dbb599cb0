import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSyncStatus } from '../replica/react.tsx'
import { useViewState } from './view-state.ts'
import classes from './shell.module.css'

/** A line above the page while the session has ended and one keeps working. */
export function SessionBanner() {
  const { t } = useTranslation('sign-in')
  const { phase } = useSyncStatus()
  const show = useViewState((state) => state.show)
  if (phase !== 'signed-out') return null
  const askAgain = () => {
    show('sync')
    setTimeout(() => show('none'), 0)
  }
  return (
    <div className={classes['banner']} role="status">
      {t('ended.banner')}
      <Button size="compact-xs" variant="default" onClick={askAgain}>
        {t('submitAgain')}
      </Button>
    </div>
  )
}
