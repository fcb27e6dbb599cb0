import { memo, type MouseEvent, type ReactNode } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { PriorityIcon, StatusIcon } from '#renderer/ui/ticket-signs.tsx'
import { columnCell, titleCell, waitingMark } from './column-cell.tsx'
import type { Column } from './list-columns.ts'
import { useListCursor } from './list-cursor.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import type { RowKit } from './row-kit.ts'
import { useRowMark } from './row-mark.ts'
import { useSelection } from './selection.ts'
import classes from './ticket-list.module.css'

interface TicketRowProps {
  readonly ticket: ListTicket
  readonly kit: RowKit
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
  const { ticket, kit, rowIndex, top, height, isNarrow, isAtCursor, isWaiting, columns, onOpen } = props
  const mark = useRowMark(ticket.id)
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
      {!isNarrow && <Tick ticketId={ticket.id} label={kit.words.tick(ticketName(ticket))} />}
      {isNarrow
        ? narrowCells(ticket, mark, isWaiting, kit)
        : columns.map((column) =>
            column === 'title' ? titleCell(ticket, mark, isWaiting, kit) : columnCell(column, ticket, kit),
          )}
    </div>
  )
})

interface TickProps {
  readonly ticketId: Id
  readonly label: string
}

/** Ticks the ticket for what one does with many; with Shift, everything from the last tick on. */
function Tick({ ticketId, label }: TickProps) {
  const isTicked = useSelection((state) => state.ids.has(ticketId))
  const tick = (event: MouseEvent) => {
    event.stopPropagation()
    const { toggle, extendTo } = useSelection.getState()
    if (event.shiftKey) extendTo(ticketId, useListCursor.getState().order())
    else toggle(ticketId)
  }
  return (
    <span role="gridcell" className={classes['tick']} data-ticked={isTicked || undefined} onClick={tick}>
      <input
        type="checkbox"
        className={classes['box']}
        tabIndex={-1}
        checked={isTicked}
        aria-label={label}
        onChange={() => undefined}
      />
    </span>
  )
}

/** The two lines of a row beside an open ticket. */
function narrowCells(ticket: ListTicket, mark: ReactNode, isWaiting: boolean, kit: RowKit): ReactNode {
  const { words, directory, dates } = kit
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
          {isWaiting && waitingMark(words.waiting)}
        </span>
        <span className={classes['dim']}>
          {ticketName(ticket)} · {directory.personName(ticket.requesterId)}
          <span className={classes['spoken']}>{words.status[ticket.status]}</span>
        </span>
      </span>
      <time role="gridcell" dateTime={ticket.updatedAt} className={classes['dim']}>
        {dates.shortAge(ticket.updatedAt)}
      </time>
    </>
  )
}
