import { Loader, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { DeviceEntry } from '#shared/protocol/session.ts'
import { useServerCalls } from '#renderer/platform/server-context.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { openDevices } from './devices-of-all.ts'
import { DeviceItem } from './device-item.tsx'
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
            <DeviceItem
              key={device.id}
              device={device}
              warning={t('list.sure')}
              onRevoke={() => revoke(device.id)}
            />
          ))}
        </ul>
      </Stack>
    </Modal>
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
      setDevices(openDevices(answer.value.devices))
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
