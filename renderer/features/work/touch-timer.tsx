import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { Clock } from './running-timer.tsx'
import { useTimer } from './timer.ts'
import classes from './touch-timer.module.css'

interface TouchTimerProps {
  readonly ticketId: Id
  readonly isReadOnly: boolean
}

/** Starts and stops the timer of a ticket with one large button, which shows the clock while it runs. */
export function TouchTimer({ ticketId, isReadOnly }: TouchTimerProps) {
  const { t } = useTranslation('work')
  const { timer, start, stop } = useTimer()
  const isHere = timer?.ticketId === ticketId
  const isElsewhere = timer !== undefined && !isHere
  const Sign = isHere ? IconPlayerStopFilled : IconPlayerPlayFilled
  return (
    <button
      type="button"
      className={classes['timer']}
      data-running={isHere || undefined}
      disabled={isReadOnly || isElsewhere}
      aria-label={t(isHere ? 'stop' : 'start')}
      onClick={() => (isHere ? stop() : start(ticketId))}
    >
      <Sign size={22} aria-hidden />
      <span aria-hidden>
        {isHere ? <Clock timer={timer} /> : t(isElsewhere ? 'elsewhereShort' : 'startShort')}
      </span>
    </button>
  )
}
