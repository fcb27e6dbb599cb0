import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  PRIORITIES,
  TICKET_KINDS,
  TICKET_STATUSES,
  type Priority,
  type TicketKind,
  type TicketStatus,
} from '#shared/tickets/schema.ts'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'
import { useDates, type Dates } from '#renderer/ui/dates.ts'
import type { ListTicket } from './roster/list-ticket.ts'

/** What every row of a list needs to put a ticket into words, read once for all of them. */
export interface RowKit {
  readonly directory: Directory
  readonly dates: Dates
  readonly words: RowWords
}

interface RowWords {
  readonly status: Readonly<Record<TicketStatus, string>>
  readonly priority: Readonly<Record<Priority, string>>
  readonly kind: Readonly<Record<TicketKind, string>>
  readonly unassigned: string
  readonly provisional: string
  readonly waiting: string
  readonly major: string
  readonly overdue: string
  /** The name of the box that ticks this ticket. */
  tick(name: string): string
  /** What a pending ticket waits for; its status where that is not said. */
  pending(reason: ListTicket['pendingReason']): string
}

/** The kit in the language of the console, up to the minute. */
export function useRowKit(): RowKit {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const dates = useDates()
  const words = useMemo(
    (): RowWords => ({
      status: wordsOf(TICKET_STATUSES, (status) => t(`status.${status}`)),
      priority: wordsOf(PRIORITIES, (priority) => t(`priority.${priority}`)),
      kind: wordsOf(TICKET_KINDS, (kind) => t(`kind.${kind}`)),
      unassigned: t('list.unassigned'),
      provisional: t('list.provisional'),
      waiting: t('list.waitingToSync'),
      major: t('field.major'),
      overdue: t('list.overdue'),
      tick: (name) => t('bulk.tick', { name }),
      pending: (reason) =>
        reason === '' ? t('status.pending') : t('pendingOn', { reason: t(`pendingReason.${reason}`) }),
    }),
    [t],
  )
  return useMemo(() => ({ directory, dates, words }), [directory, dates, words])
}

function wordsOf<K extends string>(keys: readonly K[], wordOf: (key: K) => string): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, wordOf(key)])) as Record<K, string>
}
