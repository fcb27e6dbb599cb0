import { Button, EmptyState } from '@mantine/core'
import { IconShieldX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlatform } from '../platform/platform-context.tsx'
import { useDates } from '../ui/dates.ts'
import type { Revocation } from './revocation.ts'
import classes from './start.module.css'

interface RevokedProps {
  readonly revocation: Revocation
  /** False when something could not be removed yet. */
  readonly isWiped: boolean
  readonly onRetry: () => void
  readonly onRead: () => void
}

/** Says what became of a device that was revoked, and of what waited on it. */
export function Revoked({ revocation, isWiped, onRetry, onRead }: RevokedProps) {
  const { t } = useTranslation('device')
  const { full } = useDates()
  const platform = usePlatform()
  useEffect(() => platform.setWaiting({ waiting: 0, needsYou: 0, label: '' }), [platform])
  const { waiting, at } = revocation
  return (
    <div className={classes['centre']} role="alert">
      <EmptyState
        maw={520}
        icon={<IconShieldX size={32} />}
        title={t('revoked.title')}
        description={
          isWiped
            ? `${t('revoked.body', { time: full(at) })} ${
                waiting === 0 ? t('revoked.nothing') : t('revoked.waiting', { count: waiting })
              }`
            : t('revoked.failed')
        }
      >
        <EmptyState.Actions>
          {isWiped ? (
            <Button onClick={onRead}>{t('revoked.signIn')}</Button>
          ) : (
            <Button onClick={onRetry}>{t('revoked.retry')}</Button>
          )}
        </EmptyState.Actions>
      </EmptyState>
    </div>
  )
}
