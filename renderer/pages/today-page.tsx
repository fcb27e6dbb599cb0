import { Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { BringList } from '#renderer/features/today/bring-list.tsx'
import type { DayPlan } from '#renderer/features/today/day-plan.ts'
import { usePins, type PinActs } from '#renderer/features/today/pins.ts'
import { SiteList, VisitList } from '#renderer/features/today/site-list.tsx'
import { TakeAlong } from '#renderer/features/today/take-along.tsx'
import { TodayEmpty } from '#renderer/features/today/today-empty.tsx'
import { useDay, visitsOf } from '#renderer/features/today/use-day.ts'
import { useTakeOver } from '#renderer/features/today/use-take-over.ts'
import { useDates, useNow } from '#renderer/ui/dates.ts'
import { dayOf } from '#renderer/ui/days.ts'
import classes from './today-page.module.css'

interface TodayPageProps {
  readonly hrefOf: (ticketId: Id) => string
}

/** The day of somebody who works on site: by place, what to bring, and what to take along. */
export function TodayPage({ hrefOf }: TodayPageProps) {
  const plan = useDay()
  const pins = usePins()
  if (plan === undefined) return null
  return (
    <div className={classes['page']}>
      <Head plan={plan} />
      <div className={classes['columns']}>
        <Work plan={plan} pins={pins} hrefOf={hrefOf} />
        <aside className={classes['sides']}>
          <BringList tickets={visitsOf(plan.mine).map(({ ticket }) => ticket)} />
          <TakeAlong plan={plan} pins={pins} />
        </aside>
      </div>
    </div>
  )
}

function Head({ plan }: { readonly plan: DayPlan }) {
  const { t } = useTranslation('today')
  const dates = useDates()
  const visits = visitsOf(plan.mine)
  const late = visits.filter(({ standing }) => standing === 'late').length
  const words = [
    t('tickets', { count: visits.length }),
    ...(late > 0 ? [t('lateCount', { count: late })] : []),
  ]
  return (
    <header className={classes['head']}>
      <Title order={1} size="h3">
        {t('title')}
      </Title>
      <span className={classes['day']}>{dates.weekday(dayOf(useNow()))}</span>
      <span className={classes['count']} role="status">
        {words.join(' · ')}
      </span>
    </header>
  )
}

interface WorkProps extends TodayPageProps {
  readonly plan: DayPlan
  readonly pins: PinActs
}

function Work({ plan, pins, hrefOf }: WorkProps) {
  const { t } = useTranslation('today')
  const takeOver = useTakeOver()
  const isEmpty = plan.mine.length + plan.later.length === 0
  return (
    <div className={classes['work']}>
      {isEmpty && <TodayEmpty />}
      {plan.mine.length > 0 && (
        <section aria-label={t('mine')}>
          <h2 className={classes['part']}>{t('mine')}</h2>
          <SiteList sites={plan.mine} pins={pins} hrefOf={hrefOf} />
        </section>
      )}
      {plan.later.length > 0 && (
        <Folded title={t('later', { count: plan.later.length })}>
          <VisitList visits={plan.later} pins={pins} hrefOf={hrefOf} />
        </Folded>
      )}
      {plan.free.length > 0 && (
        <section aria-label={t('free')}>
          <h2 className={classes['part']}>{t('free')}</h2>
          <SiteList sites={plan.free} pins={pins} hrefOf={hrefOf} onTake={takeOver} />
        </section>
      )}
    </div>
  )
}

/** What is not of this day opens when one asks for it. */
function Folded({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-label={title}>
      <button
        type="button"
        className={classes['fold']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {title}
      </button>
      {isOpen && children}
    </section>
  )
}
