import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { PrioritySign, StatusSign } from '#renderer/ui/ticket-signs.tsx'
import classes from './visit.module.css'

interface VisitHeaderProps {
  readonly ticket: Ticket
  /** What stands at the right: taking the ticket along. */
  readonly aside: ReactNode
  readonly onBack: () => void
  readonly onOpenTicket: () => void
}

/** The ticket's name and state, the way back to the day and to everything else about it. */
export function VisitHeader({ ticket, aside, onBack, onOpenTicket }: VisitHeaderProps) {
  const { t } = useTranslation('today')
  return (
    <header className={classes['header']}>
      <button type="button" className={classes['square']} aria-label={t('visit.back')} onClick={onBack}>
        <IconArrowLeft size={22} aria-hidden />
      </button>
      <div className={classes['name']}>
        <h1>{ticket.title}</h1>
        <span className={classes['facts']}>
          <span>{ticketName(ticket)}</span>
          <StatusSign ticket={ticket} />
          <PrioritySign priority={ticket.priority} />
        </span>
      </div>
      {aside}
      <button
        type="button"
        className={classes['square']}
        aria-label={t('visit.whole')}
        title={t('visit.whole')}
        onClick={onOpenTicket}
      >
        <IconLayoutSidebarRight size={22} aria-hidden />
      </button>
    </header>
  )
}
