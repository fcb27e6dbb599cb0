import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import { correctWork, logWork, type WorkInput } from '#shared/items/work.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useItemWrites } from '#renderer/replica/item-writes.ts'
import { dayOf, dayOfInstant, noonOf } from '#renderer/ui/days.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import type { TimeEntry } from './time-draft.ts'
import type { Timer } from './timer.ts'

/** Everything one can do about spent time; each answers `false` when it was refused, and the refusal is shown. */
export interface WorkActs {
  /** Writes time down; what a timer measured keeps its begin and end. */
  log(entry: TimeEntry, minutes: number, timer?: Timer): boolean
  /** A new entry that counts instead of this one. */
  correct(log: Item, entry: TimeEntry, minutes: number): boolean
  /** Lets an entry count for nothing, and offers to take that back. */
  takeBack(log: Item): void
}

/** The acts on the work hours of one ticket, in the name of the signed-in person. */
export function useWorkActs(ticket: Ticket): WorkActs {
  const { t } = useTranslation('work')
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const { create, deed, newId } = useItemWrites(useActor(), showRefusal)
  const correctBy = (log: Item, changes: WorkInput) =>
    create(correctWork(ticket, log, changes, deed(), newId))
  return {
    log: (entry, minutes, timer) =>
      create(logWork(ticket, { ...written(entry, minutes), ...measured(entry, timer) }, deed(), newId)),
    correct: (log, entry, minutes) =>
      correctBy(log, { ...written(entry, minutes), ...onDay(entry.day, log) }),
    takeBack: (log) => {
      if (!correctBy(log, { minutes: 0 })) return
      showUndo(t('takenBack'), () => correctBy(log, { minutes: log.minutes }))
    },
  }
}

function written({ taskId, billable, note }: TimeEntry, minutes: number): WorkInput {
  return { minutes, taskId, billable, note: note.trim() }
}

/** From when to when: as the timer ran, else only which day it was. */
function measured(entry: TimeEntry, timer: Timer | undefined): WorkInput {
  if (timer === undefined || dayOfInstant(timer.startedAt) !== entry.day) return onDay(entry.day)
  return { startsAt: timer.startedAt, endsAt: timer.stoppedAt }
}

/** Time of today needs no day of its own; that of another day lies at its noon. */
function onDay(day: string, log?: Item): WorkInput {
  const isSame = day === (log === undefined ? dayOf(new Date()) : dayOfInstant(log.startsAt || log.createdAt))
  if (day === '' || isSame) return {}
  return { startsAt: noonOf(day).toISOString(), endsAt: '' }
}
