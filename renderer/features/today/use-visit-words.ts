import { useTranslation } from 'react-i18next'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOf, dayOfInstant } from '#renderer/ui/days.ts'
import type { Visit } from './day-plan.ts'

/** When a visit is, in the fewest words: the hour that counts, and what it is. */
export interface VisitWords {
  /** `10:30–11:30`, `14:00`, `Fri 20 Nov`; '' where nothing is planned or due. */
  readonly time: string
  /** `Visit`, `Due`, `Late`; '' with an empty time. */
  readonly what: string
}

/** Words for the time of a visit. What is overdue is told before what is planned. */
export function useVisitWords(): (visit: Visit) => VisitWords {
  const { t } = useTranslation('today')
  const dates = useDates()
  const isToday = (at: string) => dayOfInstant(at) === dayOf(new Date())
  const dayBefore = (at: string) => (isToday(at) ? '' : `${dates.weekday(dayOfInstant(at))} `)
  return ({ ticket, dueAt, standing }) => {
    const { plannedStart, plannedEnd } = ticket
    const isOverdue = dates.isPast(dueAt)
    if (plannedStart !== '' && !isOverdue) {
      const isOneDay = dayOfInstant(plannedStart) === dayOfInstant(plannedEnd)
      const until = isOneDay ? `–${dates.time(plannedEnd)}` : ''
      const what = t(standing === 'late' ? 'when.missed' : 'when.visit')
      return { time: `${dayBefore(plannedStart)}${dates.time(plannedStart)}${until}`, what }
    }
    if (dueAt === '') return { time: '', what: '' }
    const time = isToday(dueAt) ? dates.time(dueAt) : dates.weekday(dayOfInstant(dueAt))
    return { time, what: t(isOverdue ? 'when.late' : 'when.due') }
  }
}
