import { Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { TicketFinder } from './ticket-finder.tsx'
import type { MergeActs } from './use-merge-acts.ts'

interface MergeDialogProps {
  readonly ticket: Ticket
  readonly acts: MergeActs
  readonly onClose: () => void
}

/** Asks which ticket takes this one in, and says what that does. */
export function MergeDialog({ ticket, acts, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['relations', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('merge.title', { name: ticketName(ticket) })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('merge.what')}
      </Text>
      <TicketFinder
        label={t('merge.into')}
        without={[ticket.id]}
        onChoose={(id) => {
          void acts.merge(id)
          onClose()
        }}
      />
    </Modal>
  )
}
