import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDates } from '../ui/dates.ts'
import type { CopyWatch } from './watch-copy.ts'

/** Tells once that the copy which was here is gone, and how much may have gone with it. */
export function CopyLost({ watch }: { readonly watch: CopyWatch }) {
  const { t } = useTranslation(['device', 'common'])
  const { full } = useDates()
  const [isRead, setRead] = useState(false)
  const { loss } = watch
  if (loss === undefined || isRead) return null
  const close = () => {
    watch.settleLoss()
    setRead(true)
  }
  const times = { seen: full(loss.lastSeenAt), found: full(loss.foundAt) }
  return (
    <Modal
      opened
      title={t('loss.title')}
      onClose={close}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="xs">
        <Text size="sm">
          {t(loss.reason === 'revoked' ? 'loss.revoked' : 'loss.removedByBrowser', times)}
        </Text>
        <Text size="sm" fw={loss.waiting > 0 ? 600 : 400}>
          {loss.waiting > 0 ? t('loss.waiting', { count: loss.waiting }) : t('loss.nothing')}
        </Text>
        <Text size="sm">{t('loss.rebuilt')}</Text>
        <Group justify="flex-end">
          <Button onClick={close}>{t('loss.read')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
