import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOutbox, useReplica } from '#renderer/replica/react.tsx'

/** What becomes of the local copy. */
export type SignOutWay = 'remove' | 'keep'

interface SignOutDialogProps {
  readonly onClose: () => void
  readonly onSignOut: (way: SignOutWay) => void
  /** Saves the waiting changes as a file; false when the person cancelled. */
  readonly saveExport: (text: string) => Promise<boolean>
}

/** Signs out; work that has not been sent is kept, exported, or given up knowingly. */
export function SignOutDialog({ onClose, onSignOut, saveExport }: SignOutDialogProps) {
  const { t } = useTranslation(['sign-in', 'common'])
  const waiting = useOutbox().length
  const replica = useReplica()
  const [isExported, setExported] = useState(false)
  const exportNow = async () => setExported(await saveExport(await replica.exportOutbox()))
  return (
    <Modal
      opened
      title={t('out.title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {waiting === 0 ? (
        <>
          <Text size="sm">{t('out.clean')}</Text>
          <Group justify="flex-end" gap="xs" mt="md">
            <Button variant="default" onClick={onClose}>
              {t('out.stay')}
            </Button>
            <Button onClick={() => onSignOut('remove')}>{t('out.submit')}</Button>
          </Group>
        </>
      ) : (
        <Stack gap="xs">
          <Text fw={600}>{t('out.waiting', { count: waiting })}</Text>
          <Text size="sm" mb="xs">
            {t('out.waitingHint')}
          </Text>
          <Button onClick={() => onSignOut('keep')}>{t('out.keep')}</Button>
          <Button variant="default" onClick={() => void exportNow()}>
            {isExported ? t('out.exported') : t('out.export')}
          </Button>
          <Button variant="light" color="red" onClick={() => onSignOut('remove')}>
            {t('out.discard')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('out.stay')}
          </Button>
        </Stack>
      )}
    </Modal>
  )
}
