import { Badge, Button, Loader, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import { useServerCalls } from '#renderer/platform/server-context.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import classes from './devices-dialog.module.css'

/** The person's devices, and the way to end the access of one that was lost. */
export function DevicesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['device', 'common'])
  const { devices, refusal, revoke } = useDevices()
  const { refusalText } = useRefusals()
  return (
    <Modal
      opened
      size="lg"
      title={t('list.title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('list.hint')}</Text>
        {refusal !== undefined && (
          <Text size="sm" c="var(--s-danger)" role="alert">
            {refusalText(refusal)}
          </Text>
        )}
        {devices === undefined && refusal === undefined && <Loader size="sm" />}
        <ul className={classes['list']} aria-label={t('list.title')}>
          {devices?.map((device) => (
            <DeviceItem key={device.id} device={device} onRevoke={() => revoke(device.id)} />
          ))}
        </ul>
      </Stack>
    </Modal>
  )
}

interface DeviceItemProps {
  readonly device: DeviceEntry
  readonly onRevoke: () => Promise<void>
}

function DeviceItem({ device, onRevoke }: DeviceItemProps) {
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
        {isAsking && <div className={classes['meta']}>{t('list.sure')}</div>}
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

/** Devices that still have access, the last seen first; undefined while they load. */
function useDevices() {
  const calls = useServerCalls()
  const [devices, setDevices] = useState<readonly DeviceEntry[]>()
  const [refusal, setRefusal] = useState<Refusal>()
  useEffect(() => {
    let isGone = false
    void calls.devices().then((answer) => {
      if (isGone) return
      setRefusal(answer.ok ? undefined : answer.refusal)
      if (!answer.ok) return
      const open = answer.value.devices.filter(({ revokedAt }) => revokedAt === '')
      setDevices(open.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt)))
    })
    return () => {
      isGone = true
    }
  }, [calls])
  const revoke = async (id: Id) => {
    const answer = await calls.revokeDevice(id)
    if (answer.ok) setDevices((known) => known?.filter((device) => device.id !== id))
    else setRefusal(answer.refusal)
  }
  return { devices, refusal, revoke }
}
