import { memo, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PriorityIcon, StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import { ColumnCell, WaitingMark } from './column-cell.tsx'
import type { Column } from './list-columns.ts'
import { useListCursor } from './list-cursor.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import { useRowMark } from './row-mark.ts'
import { useSelection } from './selection.ts'
import classes from './ticket-list.module.css'

interface TicketRowProps {
  readonly ticket: ListTicket
  readonly rowIndex: number
  /** Distance from the top of the list and height, in pixels. */
  readonly top: number
  readonly height: number
  readonly isNarrow: boolean
  readonly isAtCursor: boolean
  readonly isWaiting: boolean
  readonly columns: readonly Column[]
  readonly onOpen: (id: Id) => void
}

/** One ticket in the list. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, rowIndex, top, height, isNarrow, isAtCursor, isWaiting, columns, onOpen } = props
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
      {isNarrow ? (
        <NarrowCells ticket={ticket} isWaiting={isWaiting} />
      ) : (
        <>
          <Tick ticket={ticket} />
          {columns.map((column) => (
            <ColumnCell key={column} column={column} ticket={ticket} isWaiting={isWaiting} />
          ))}
        </>
      )}
    </div>
  )
})

/** Ticks the ticket for what one does with many; with Shift, everything from the last tick on. */
function Tick({ ticket }: { readonly ticket: ListTicket }) {
  const { t } = useTranslation('tickets')
  const isTicked = useSelection((state) => state.ids.has(ticket.id))
  const tick = (event: MouseEvent) => {
    event.stopPropagation()
    const { toggle, extendTo } = useSelection.getState()
    if (event.shiftKey) extendTo(ticket.id, useListCursor.getState().order())
    else toggle(ticket.id)
  }
  return (
    <span role="gridcell" className={classes['tick']} data-ticked={isTicked || undefined} onClick={tick}>
      <input
        type="checkbox"
        className={classes['box']}
        tabIndex={-1}
        checked={isTicked}
        aria-label={t('bulk.tick', { name: ticketName(ticket) })}
        onChange={() => undefined}
      />
    </span>
  )
}

interface CellsProps {
  readonly ticket: ListTicket
  readonly isWaiting: boolean
}

function NarrowCells({ ticket, isWaiting }: CellsProps) {
  const mark = useRowMark(ticket.id)
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
          {mark}
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
