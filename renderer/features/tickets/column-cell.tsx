import { IconClockExclamation, IconCloudUp, IconFlame } from '@tabler/icons-react'
import { memo, type MouseEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { PrioritySign, StatusSign } from '#renderer/ui/ticket-signs.tsx'
import type { Column } from './list-columns.ts'
import type { ListTicket } from './roster/list-ticket.ts'
import { useRowMark } from './row-mark.ts'
import classes from './ticket-list.module.css'

interface ColumnCellProps {
  readonly column: Column
  readonly ticket: ListTicket
  readonly isWaiting: boolean
}

/** What one column shows of a ticket. */
export const ColumnCell = memo(function ColumnCell({ column, ticket, isWaiting }: ColumnCellProps) {
  switch (column) {
    case 'number':
      return <NumberCell ticket={ticket} />
    case 'title':
      return <TitleCell ticket={ticket} isWaiting={isWaiting} />
    case 'status':
      return (
        <Cell>
          <StatusSign ticket={ticket} />
        </Cell>
      )
    case 'priority':
      return (
        <Cell>
          <PrioritySign priority={ticket.priority} />
        </Cell>
      )
    case 'assigneeId':
      return <AssigneeCell id={ticket.assigneeId} />
    case 'updatedAt':
      return <AgeCell at={ticket.updatedAt} />
    case 'createdAt':
      return <DateCell at={ticket.createdAt} isLate={false} />
    case 'resolutionDueAt':
      return <DateCell at={ticket.resolutionDueAt} isLate={ticket.openState === 'open'} />
    default:
      return <WordsCell column={column} ticket={ticket} />
  }
})

function Cell({ children, isDim = false }: { readonly children: ReactNode; readonly isDim?: boolean }) {
  return (
    <span role="gridcell" className={isDim ? classes['dim'] : undefined}>
      {children}
    </span>
  )
}

interface WordsCellProps {
  readonly column: 'requesterId' | 'teamId' | 'siteId' | 'categoryId' | 'kind' | 'tags'
  readonly ticket: ListTicket
}

function WordsCell({ column, ticket }: WordsCellProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  if (column === 'requesterId') return <Cell>{directory.personName(ticket.requesterId)}</Cell>
  if (column === 'kind') return <Cell isDim>{t(`kind.${ticket.kind}`)}</Cell>
  if (column === 'tags') return <Cell isDim>{ticket.tags.join(', ')}</Cell>
  return <Cell isDim>{directory.settingName(ticket[column])}</Cell>
}

function NumberCell({ ticket }: { readonly ticket: ListTicket }) {
  const { t } = useTranslation('tickets')
  const name = ticketName(ticket)
  return (
    <span role="gridcell" className={classes['number']}>
      {ticket.number > 0 ? (
        name
      ) : (
        <span data-hint={t('list.provisional')} className={classes['provisional']}>
          {name}
        </span>
      )}
    </span>
  )
}

function TitleCell({ ticket, isWaiting }: Omit<ColumnCellProps, 'column'>) {
  const mark = useRowMark(ticket.id)
  const { t } = useTranslation('tickets')
  return (
    <span role="gridcell" className={classes['title']}>
      {ticket.major && <IconFlame size={14} aria-label={t('field.major')} className={classes['major']} />}
      <span>{ticket.title}</span>
      {mark}
      {isWaiting && <WaitingMark />}
    </span>
  )
}

function AssigneeCell({ id }: { readonly id: Id }) {
  const { t } = useTranslation('tickets')
  const name = useDirectory().personName(id)
  return (
    <span role="gridcell" className={classes['person']}>
      {name === '' ? (
        <span className={classes['dim']}>{t('list.unassigned')}</span>
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

/** How long ago. */
function AgeCell({ at }: { readonly at: string }) {
  const dates = useDates()
  return (
    <time
      role="gridcell"
      dateTime={at}
      className={classes['dim']}
      onMouseEnter={(event) => sayInFull(event, dates.full(at))}
    >
      {dates.shortAge(at)}
    </time>
  )
}

/** Put into words once somebody points at it: of most rows nobody asks. */
function sayInFull({ currentTarget }: MouseEvent<HTMLElement>, words: string): void {
  currentTarget.title = words
}

interface DateCellProps {
  readonly at: string
  /** Says so when the instant has passed. */
  readonly isLate: boolean
}

/** A day or an hour; nothing where there is no instant. */
function DateCell({ at, isLate }: DateCellProps) {
  const { t } = useTranslation('tickets')
  const dates = useDates()
  if (at === '') return <span role="gridcell" />
  const isOver = isLate && dates.isPast(at)
  return (
    <span role="gridcell" className={isOver ? classes['late'] : classes['dim']}>
      <time dateTime={at} onMouseEnter={(event) => sayInFull(event, dates.full(at))}>
        {dates.short(at)}
      </time>
      {isOver && <IconClockExclamation size={13} aria-label={t('list.overdue')} />}
    </span>
  )
}

/** Says that something of this ticket waits to be sent. */
export function WaitingMark() {
  const { t } = useTranslation('tickets')
  return (
    <IconCloudUp
      data-hint={t('list.waitingToSync')}
      size={14}
      aria-label={t('list.waitingToSync')}
      className={classes['waiting']}
    />
  )
}
