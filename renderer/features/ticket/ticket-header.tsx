import { CopyButton } from '@mantine/core'
import {
  IconArrowLeft,
  IconChevronDown,
  IconChevronUp,
  IconExternalLink,
  IconFlame,
  IconPrinter,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcessFacts } from '#shared/tickets/process/offered.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { KindIcon } from '#renderer/ui/ticket-signs.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { StatusControl } from './status-control.tsx'
import { TicketTitle } from './ticket-title.tsx'
import type { TicketActs } from './use-ticket-acts.ts'
import classes from './ticket-header.module.css'

interface TicketHeaderProps {
  readonly ticket: Ticket
  readonly facts: ProcessFacts
  readonly acts: TicketActs
  readonly isReadOnly: boolean
  /** What is known of this copy, and who else is here. */
  readonly signs: ReactNode
  readonly onBack: () => void
  readonly onMove: (steps: number) => void
  readonly onOwnWindow: () => void
  readonly onPrint: () => void
  readonly onResolve: () => void
}

/** Number, title and status, and the way to the neighbours. */
export function TicketHeader(props: TicketHeaderProps) {
  const { ticket, facts, acts, onResolve, isReadOnly } = props
  const { t } = useTranslation('tickets')
  return (
    <header className={classes['header']}>
      <div className={classes['line']}>
        <IconButton label={t('page.back')} icon={IconArrowLeft} onClick={props.onBack} />
        <span className={classes['kind']}>
          <KindIcon kind={ticket.kind} />
          {t(`kind.${ticket.kind}`)}
        </span>
        <TicketNumber ticket={ticket} />
        {ticket.major && (
          <span className={classes['major']}>
            <IconFlame size={14} aria-hidden /> {t('page.major')}
          </span>
        )}
        <span className={classes['space']} />
        {props.signs}
        <IconButton label={t('page.previous')} icon={IconChevronUp} onClick={() => props.onMove(-1)} />
        <IconButton label={t('page.next')} icon={IconChevronDown} onClick={() => props.onMove(1)} />
        <IconButton label={t('page.ownWindow')} icon={IconExternalLink} onClick={props.onOwnWindow} />
        <IconButton label={t('page.print')} icon={IconPrinter} onClick={props.onPrint} />
      </div>
      <div className={classes['line']}>
        <TicketTitle title={ticket.title} isReadOnly={isReadOnly} onSave={(title) => acts.set({ title })} />
        <StatusControl
          ticket={ticket}
          facts={facts}
          acts={acts}
          onResolve={onResolve}
          isReadOnly={isReadOnly}
        />
      </div>
    </header>
  )
}

function TicketNumber({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'common'])
  const name = ticketName(ticket)
  return (
    <CopyButton value={name}>
      {({ copied, copy }) => (
        <button
          data-hint={copied ? t('common:copied') : t('page.copyName', { name })}
          type="button"
          className={classes['number']}
          onClick={copy}
        >
          {name}
          {ticket.number === 0 && <span className={classes['follows']}>{t('page.numberFollows')}</span>}
        </button>
      )}
    </CopyButton>
  )
}
