import { Tooltip } from '@mantine/core'
import { IconCloudUp, IconFlame } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { PriorityIcon, PrioritySign, StatusIcon, StatusSign } from '#renderer/ui/ticket-signs.tsx'
import type { TicketRowDoc } from './list-query.ts'
import classes from './ticket-list.module.css'

const COLUMNS = [
  'number',
  'title',
  'requesterId',
  'status',
  'priority',
  'assigneeId',
  'siteId',
  'updatedAt',
] as const

/** The names of the columns; they stay while rows scroll. */
export function ListHead() {
  const { t } = useTranslation('tickets')
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} className={classes['columns']}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" data-column={column}>
            {t(`field.${column}`)}
          </span>
        ))}
      </div>
    </div>
  )
}

interface TicketRowProps {
  readonly ticket: TicketRowDoc
  readonly rowIndex: number
  /** Distance from the top of the list and height, in pixels. */
  readonly top: number
  readonly height: number
  readonly isNarrow: boolean
  readonly isAtCursor: boolean
  readonly isWaiting: boolean
  readonly onOpen: (id: Id) => void
}

/** One ticket in the list. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, rowIndex, top, height, isNarrow, isAtCursor, isWaiting, onOpen } = props
  const Cells = isNarrow ? NarrowCells : WideCells
  return (
    <div
      id={`ticket-row-${ticket.id}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isAtCursor}
      className={`${classes['row']} ${isNarrow ? classes['narrow'] : classes['columns']}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={() => onOpen(ticket.id)}
    >
      <Cells ticket={ticket} isWaiting={isWaiting} />
    </div>
  )
})

interface CellsProps {
  readonly ticket: TicketRowDoc
  readonly isWaiting: boolean
}

function WideCells({ ticket, isWaiting }: CellsProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const dates = useDates()
  const assignee = directory.personName(ticket.assigneeId)
  return (
    <>
      <NumberCell ticket={ticket} />
      <span role="gridcell" className={classes['title']}>
        {ticket.major && <IconFlame size={14} aria-label={t('field.major')} className={classes['major']} />}
        <span>{ticket.title}</span>
        {isWaiting && <WaitingMark />}
      </span>
      <span role="gridcell" data-column="requesterId">
        {directory.personName(ticket.requesterId)}
      </span>
      <span role="gridcell">
        <StatusSign ticket={ticket} />
      </span>
      <span role="gridcell">
        <PrioritySign priority={ticket.priority} />
      </span>
      <span role="gridcell" className={classes['person']}>
        {assignee === '' ? (
          <span className={classes['dim']}>{t('list.unassigned')}</span>
        ) : (
          <>
            <span className={classes['avatar']}>
              <PersonAvatar name={assignee} size={18} />
            </span>
            <span>{assignee}</span>
          </>
        )}
      </span>
      <span role="gridcell" data-column="siteId" className={classes['dim']}>
        {directory.settingName(ticket.siteId)}
      </span>
      <time
        role="gridcell"
        dateTime={ticket.updatedAt}
        title={dates.full(ticket.updatedAt)}
        className={classes['dim']}
      >
        {dates.shortAge(ticket.updatedAt)}
      </time>
    </>
  )
}

function NarrowCells({ ticket, isWaiting }: CellsProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const dates = useDates()
  return (
    <>
      <span role="gridcell" className={classes['signs']}>
        <StatusIcon status={ticket.status} />
        {(ticket.priority === 'high' || ticket.priority === 'urgent') && (
          <PriorityIcon priority={ticket.priority} size={13} />
        )}
      </span>
      <span role="gridcell" className={classes['lines']}>
        <span className={classes['title']}>
          <span>{ticket.title}</span>
          {isWaiting && <WaitingMark />}
        </span>
        <span className={classes['dim']}>
          {ticketName(ticket)} · {directory.personName(ticket.requesterId)}
          <span className={classes['spoken']}>{t(`status.${ticket.status}`)}</span>
        </span>
      </span>
      <time role="gridcell" dateTime={ticket.updatedAt} className={classes['dim']}>
        {dates.shortAge(ticket.updatedAt)}
      </time>
    </>
  )
}

function NumberCell({ ticket }: { readonly ticket: TicketRowDoc }) {
  const { t } = useTranslation('tickets')
  if (ticket.number > 0)
    return (
      <span role="gridcell" className={classes['number']}>
        {ticketName(ticket)}
      </span>
    )
  return (
    <span role="gridcell" className={classes['number']}>
      <Tooltip label={t('list.provisional')}>
        <span className={classes['provisional']}>{ticketName(ticket)}</span>
      </Tooltip>
    </span>
  )
}

function WaitingMark() {
  const { t } = useTranslation('tickets')
  return (
    <Tooltip label={t('list.waitingToSync')}>
      <IconCloudUp size={14} aria-label={t('list.waitingToSync')} className={classes['waiting']} />
    </Tooltip>
  )
}
