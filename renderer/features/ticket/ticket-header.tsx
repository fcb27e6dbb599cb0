import { ActionIcon, CopyButton } from '@mantine/core'
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
        <HeaderButton label={t('page.back')} onClick={props.onBack}>
          <IconArrowLeft size={16} />
        </HeaderButton>
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
        <HeaderButton label={t('page.previous')} onClick={() => props.onMove(-1)}>
          <IconChevronUp size={16} />
        </HeaderButton>
        <HeaderButton label={t('page.next')} onClick={() => props.onMove(1)}>
          <IconChevronDown size={16} />
        </HeaderButton>
        <HeaderButton label={t('page.ownWindow')} onClick={props.onOwnWindow}>
          <IconExternalLink size={16} />
        </HeaderButton>
        <HeaderButton label={t('page.print')} onClick={props.onPrint}>
          <IconPrinter size={16} />
        </HeaderButton>
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

interface HeaderButtonProps {
  readonly label: string
  readonly onClick: () => void
  readonly children: ReactNode
}

function HeaderButton({ label, onClick, children }: HeaderButtonProps) {
  return (
    <ActionIcon data-hint={label} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}
