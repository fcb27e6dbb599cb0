import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'

interface ResolveDialogProps {
  readonly ticket: Ticket
  readonly onResolve: (resolution: string) => void
  readonly onClose: () => void
}

/** Asks, once, how a ticket was solved. */
export function ResolveDialog({ ticket, onResolve, onClose }: ResolveDialogProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [resolution, setResolution] = useState(ticket.resolution)
  const submit = () => {
    onResolve(resolution.trim())
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('resolve.title', { name: ticketName(ticket) })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Textarea
        data-autofocus
        label={t('resolve.resolution')}
        description={t('resolve.hint')}
        autosize
        minRows={4}
        maxRows={12}
        value={resolution}
        onChange={(event) => setResolution(event.currentTarget.value)}
        onKeyDown={(event) => isSubmitKey(event) && submit()}
      />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button onClick={submit}>{t('resolve.submit')}</Button>
      </Group>
    </Modal>
  )
}
