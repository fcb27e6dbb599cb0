import {
  IconAlertTriangleFilled,
  IconArrowDown,
  IconBolt,
  IconBug,
  IconCheckupList,
  IconChevronsUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDot,
  IconCircleX,
  IconClockPause,
  IconEqual,
  IconPackage,
  IconRefreshDot,
  type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Priority, Ticket, TicketKind, TicketStatus } from '#shared/tickets/schema.ts'
import classes from './ticket-signs.module.css'

const STATUS_ICONS: Readonly<Record<TicketStatus, Icon>> = {
  new: IconCircleDashed,
  open: IconCircleDot,
  pending: IconClockPause,
  resolved: IconCircleCheckFilled,
  closed: IconCircleX,
}

const PRIORITY_ICONS: Readonly<Record<Priority, Icon>> = {
  low: IconArrowDown,
  normal: IconEqual,
  high: IconChevronsUp,
  urgent: IconAlertTriangleFilled,
}

const KIND_ICONS: Readonly<Record<TicketKind, Icon>> = {
  incident: IconBolt,
  request: IconCheckupList,
  problem: IconBug,
  change: IconRefreshDot,
  release: IconPackage,
}

/** The shape and colour of a status; the word stands beside it. */
export function StatusIcon({ status, size = 15 }: { readonly status: TicketStatus; readonly size?: number }) {
  const Shape = STATUS_ICONS[status]
  return (
    <Shape
      size={size}
      aria-hidden
      className={classes['icon']}
      style={{ color: `var(--s-status-${status})` }}
    />
  )
}

/** The shape and colour of a priority; the word stands beside it. */
export function PriorityIcon({
  priority,
  size = 15,
}: {
  readonly priority: Priority
  readonly size?: number
}) {
  const Shape = PRIORITY_ICONS[priority]
  return <Shape size={size} aria-hidden className={classes['icon']} data-priority={priority} />
}

/** The shape of a ticket's kind. */
export function KindIcon({ kind, size = 15 }: { readonly kind: TicketKind; readonly size?: number }) {
  const Shape = KIND_ICONS[kind]
  return <Shape size={size} aria-hidden className={classes['icon']} />
}

/** A status with its word, and what a pending ticket waits for. */
export function StatusSign({ ticket }: { readonly ticket: Pick<Ticket, 'status' | 'pendingReason'> }) {
  const { t } = useTranslation('tickets')
  const { status, pendingReason } = ticket
  const isOn = status === 'pending' && pendingReason !== ''
  const word = t(`status.${status}`)
  return statusMark(
    status,
    word,
    isOn ? t('pendingOn', { reason: t(`pendingReason.${pendingReason}`) }) : word,
  )
}

/** A priority with its word. */
export function PrioritySign({ priority }: { readonly priority: Priority }) {
  const { t } = useTranslation('tickets')
  return priorityMark(priority, t(`priority.${priority}`))
}

/** A status with these words; `title` says more. No component, so that a long list is quick. */
export function statusMark(status: TicketStatus, word: string, title: string): ReactNode {
  return (
    <span className={classes['sign']} title={title}>
      <StatusIcon status={status} />
      <span>{word}</span>
    </span>
  )
}

/** A priority with this word. No component, so that a long list is quick. */
export function priorityMark(priority: Priority, word: string): ReactNode {
  return (
    <span className={classes['sign']} data-priority={priority}>
      <PriorityIcon priority={priority} />
      <span>{word}</span>
    </span>
  )
}
