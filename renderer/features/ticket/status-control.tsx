import { useTranslation } from 'react-i18next'
import { isTransition } from '#shared/tickets/process.ts'
import { changeStatus } from '#shared/tickets/rules.ts'
import {
  TICKET_STATUSES,
  type PendingReason,
  type Ticket,
  type TicketStatus,
} from '#shared/tickets/schema.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { Picker, type Choice } from '#renderer/ui/picker.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './status-control.module.css'

const REASONS = ['requester', 'supplier', 'change'] as const

interface StatusControlProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  /** Called instead of resolving at once, to ask how it was solved. */
  readonly onResolve: () => void
  readonly isReadOnly: boolean
}

/** The status on a button; the list offers where the ticket may go and says why not elsewhere. */
export function StatusControl({ ticket, acts, onResolve, isReadOnly }: StatusControlProps) {
  const { t } = useTranslation('tickets')
  const choices = useStatusChoices(ticket)
  const choose = (value: string) => {
    const [status, reason] = value.split('/') as [TicketStatus, PendingReason?]
    if (status === 'resolved') onResolve()
    else acts.setStatus(status, reason === undefined ? {} : { pendingReason: reason })
  }
  return (
    <Picker
      control="status"
      variant="button"
      label={t('field.status')}
      value={ticket.status === 'pending' ? `pending/${ticket.pendingReason}` : ticket.status}
      choices={choices}
      searchable={false}
      disabled={isReadOnly}
      onChange={choose}
      width={290}
    >
      <StatusIcon status={ticket.status} />
      <span className={classes['word']}>
        {ticket.status === 'pending' && ticket.pendingReason !== ''
          ? t('pendingOn', { reason: t(`pendingReason.${ticket.pendingReason}`) })
          : t(`status.${ticket.status}`)}
      </span>
    </Picker>
  )
}

function useStatusChoices(ticket: Ticket): readonly Choice[] {
  const { t } = useTranslation('tickets')
  const { refusalText } = useRefusals()
  const actor = useActor()
  const judge = (status: TicketStatus) => {
    const decided = changeStatus(ticket, status, {}, actor, systemClock())
    const isOffered = decided.ok && (isTransition(ticket.status, status) || status === ticket.status)
    return isOffered ? {} : { disabled: true, hint: decided.ok ? '' : refusalText(decided.refusal) }
  }
  return TICKET_STATUSES.flatMap((status): Choice[] => {
    const icon = <StatusIcon status={status} />
    if (status !== 'pending') return [{ value: status, label: t(`status.${status}`), icon, ...judge(status) }]
    return REASONS.map((reason) => ({
      value: `pending/${reason}`,
      label: t('pendingChoice', { reason: t(`pendingReason.${reason}`) }),
      icon,
      ...judge('pending'),
    }))
  })
}
