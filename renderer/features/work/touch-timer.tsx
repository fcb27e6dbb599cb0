import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { TouchAction } from '#renderer/ui/touch-action.tsx'
import { Clock } from './running-timer.tsx'
import { useTimer } from './timer.ts'

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
  return (
    <TouchAction
      icon={isHere ? IconPlayerStopFilled : IconPlayerPlayFilled}
      label={t(isHere ? 'stop' : 'start')}
      tone={isHere ? 'running' : undefined}
      disabled={isReadOnly || isElsewhere}
      onClick={() => (isHere ? stop() : start(ticketId))}
    >
      {isHere ? <Clock timer={timer} /> : t(isElsewhere ? 'elsewhereShort' : 'startShort')}
    </TouchAction>
  )
}
