import { EmptyState } from '@mantine/core'
import { IconTicketOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { useDoc } from '#renderer/replica/react.tsx'
import { OpenVisit } from './open-visit.tsx'

interface VisitPageProps {
  readonly ticketId: Id
  readonly onBack: () => void
  readonly onOpenTicket: () => void
}

/** A ticket as one works on it on site. */
export function VisitPage({ ticketId, onBack, onOpenTicket }: VisitPageProps) {
  const { t } = useTranslation('tickets')
  const { doc, loading } = useDoc('tickets', ticketId)
  if (loading) return null
  if (doc === undefined || doc.deletedAt !== '') {
    return (
      <EmptyState
        pt="16vh"
        icon={<IconTicketOff size={32} />}
        title={t('page.missingTitle')}
        description={t('page.missingBody')}
      />
    )
  }
  return <OpenVisit key={doc.id} ticket={doc} onBack={onBack} onOpenTicket={onOpenTicket} />
}
