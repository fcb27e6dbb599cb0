import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import { useDates } from '#renderer/ui/dates.ts'
import classes from './devices-dialog.module.css'

interface DeviceItemProps {
  readonly device: DeviceEntry
  /** What revoking it means, read before it is done. */
  readonly warning: string
  readonly onRevoke: () => Promise<void>
}

/** One device, and the way to end its access, which asks once more. */
export function DeviceItem({ device, warning, onRevoke }: DeviceItemProps) {
  const { t } = useTranslation(['device', 'common'])
  const { full } = useDates()
  const [isAsking, setAsking] = useState(false)
  return (
    <li className={classes['item']}>
      <div>
        <strong>{device.name}</strong>{' '}
        {device.current && (
          <Badge size="xs" variant="light">
            {t('list.current')}
          </Badge>
        )}
        <div className={classes['meta']}>
          {t('list.seen', { since: full(device.createdAt), seen: full(device.seenAt) })}
        </div>
        {isAsking && (
          <div className={classes['meta']} role="status">
            {warning}
          </div>
        )}
      </div>
      {isAsking ? (
        <div className={classes['actions']}>
          <Button size="compact-sm" color="red" onClick={() => void onRevoke()}>
            {t('list.confirm')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
            {t('common:cancel')}
          </Button>
        </div>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('list.revokeNamed', { name: device.name })}
          onClick={() => setAsking(true)}
        >
          {t('list.revoke')}
        </Button>
      )}
    </li>
  )
}
