import { IconClockExclamation, IconCloudUp, IconFlame } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { ticketName } from '#shared/tickets/rules.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { priorityMark, statusMark } from '#renderer/ui/ticket-signs.tsx'
import type { Column } from './list-columns.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import type { RowKit } from './row-kit.ts'
import classes from './ticket-list.module.css'

/** What one column shows of a ticket, but its title. No component: rows by the dozen are made anew while one scrolls. */
export function columnCell(column: Exclude<Column, 'title'>, ticket: ListTicket, kit: RowKit): ReactNode {
  const { words, directory } = kit
  switch (column) {
    case 'number':
      return numberCell(ticket, kit)
    case 'status': {
      const title = ticket.status === 'pending' ? words.pending(ticket.pendingReason) : ''
      const word = words.status[ticket.status]
      return cell(column, statusMark(ticket.status, word, title || word))
    }
    case 'priority':
      return cell(column, priorityMark(ticket.priority, words.priority[ticket.priority]))
    case 'assigneeId':
      return assigneeCell(ticket, kit)
    case 'requesterId':
      return cell(column, directory.personName(ticket.requesterId))
    case 'kind':
      return dimCell(column, words.kind[ticket.kind])
    case 'tags':
      return dimCell(column, ticket.tags.join(', '))
    case 'updatedAt':
      return ageCell(ticket, kit)
    case 'createdAt':
      return dateCell(column, ticket.createdAt, false, kit)
    case 'resolutionDueAt':
      return dateCell(column, ticket.resolutionDueAt, ticket.openState === 'open', kit)
    default:
      return dimCell(column, directory.settingName(ticket[column]))
  }
}

function cell(column: Column, children: ReactNode): ReactNode {
  return (
    <span key={column} role="gridcell">
      {children}
    </span>
  )
}

function dimCell(column: Column, children: ReactNode): ReactNode {
  return (
    <span key={column} role="gridcell" className={classes['dim']}>
      {children}
    </span>
  )
}

function numberCell(ticket: ListTicket, { words }: RowKit): ReactNode {
  const name = ticketName(ticket)
  return (
    <span key="number" role="gridcell" className={classes['number']}>
      {ticket.number > 0 ? (
        name
      ) : (
        <span data-hint={words.provisional} className={classes['provisional']}>
          {name}
        </span>
      )}
    </span>
  )
}

function assigneeCell({ assigneeId }: ListTicket, { directory, words }: RowKit): ReactNode {
  const name = directory.personName(assigneeId)
  return (
    <span key="assigneeId" role="gridcell" className={classes['person']}>
      {name === '' ? (
        <span className={classes['dim']}>{words.unassigned}</span>
      ) : (
        <>
          <span className={classes['avatar']}>
            <PersonAvatar name={name} size={18} />
          </span>
          <span>{name}</span>
        </>
      )}
    </span>
  )
}

/** How long ago it was changed. */
function ageCell({ updatedAt }: ListTicket, { dates }: RowKit): ReactNode {
  return (
    <time
      key="updatedAt"
      role="gridcell"
      dateTime={updatedAt}
      className={classes['dim']}
      onMouseEnter={(event) => sayInFull(event, dates.full(updatedAt))}
    >
      {dates.shortAge(updatedAt)}
    </time>
  )
}

/** Put into words once somebody points at it: of most rows nobody asks. */
function sayInFull({ currentTarget }: MouseEvent<HTMLElement>, words: string): void {
  currentTarget.title = words
}

/** A day or an hour, nothing where there is no instant; one that matters and has passed says so. */
function dateCell(column: Column, at: string, matters: boolean, { dates, words }: RowKit): ReactNode {
  if (at === '') return <span key={column} role="gridcell" />
  const isOver = matters && dates.isPast(at)
  return (
    <span key={column} role="gridcell" className={isOver ? classes['late'] : classes['dim']}>
      <time dateTime={at} onMouseEnter={(event) => sayInFull(event, dates.full(at))}>
        {dates.short(at)}
      </time>
      {isOver && <IconClockExclamation size={13} aria-label={words.overdue} />}
    </span>
  )
}

/** The title with what is to be seen at once: a major incident, how far its work is, something that waits to be sent. */
export function titleCell(
  ticket: ListTicket,
  mark: ReactNode,
  isWaiting: boolean,
  { words }: RowKit,
): ReactNode {
  return (
    <span key="title" role="gridcell" className={classes['title']}>
      {ticket.major && <IconFlame size={14} aria-label={words.major} className={classes['major']} />}
      <span>{ticket.title}</span>
      {mark}
      {isWaiting && waitingMark(words.waiting)}
    </span>
  )
}

/** Says that something of a ticket waits to be sent. */
export function waitingMark(words: string): ReactNode {
  return <IconCloudUp data-hint={words} size={14} aria-label={words} className={classes['waiting']} />
}
