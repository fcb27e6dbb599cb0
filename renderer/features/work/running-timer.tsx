import { ActionIcon } from '@mantine/core'
import { IconPlayerStopFilled } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { useDoc } from '#renderer/replica/react.tsx'
import { clockFace } from '#renderer/ui/duration.ts'
import { StopDialog } from './stop-dialog.tsx'
import { useTimer, type Timer } from './timer.ts'
import classes from './running-timer.module.css'

interface RunningTimerProps {
  readonly onOpenTicket: (id: Id) => void
}

/** The clock that runs, wherever one is in the console: `#1400 00:12 ■`. Stopped, it asks for the words. */
export function RunningTimer({ onOpenTicket }: RunningTimerProps) {
  const { t } = useTranslation('work')
  const { timer, stop } = useTimer()
  const { doc: ticket } = useDoc('tickets', timer?.ticketId ?? '')
  if (timer === undefined) return null
  const name = ticket === undefined ? t('aTicket') : ticketName(ticket)
  if (timer.stoppedAt !== '') return <StopDialog key={timer.startedAt} timer={timer} ticket={ticket} />
  return (
    <div className={classes['timer']} role="group" aria-label={t('running', { name })}>
      <button
        type="button"
        className={classes['ticket']}
        title={ticket?.title}
        aria-label={t('openTicket', { name })}
        onClick={() => onOpenTicket(timer.ticketId)}
      >
        <span className={classes['dot']} aria-hidden />
        <span className={classes['name']}>{name}</span>
        <Clock timer={timer} />
      </button>
      <ActionIcon
        data-hint={t('stop')}
        size={28}
        variant="subtle"
        color="red"
        aria-label={t('stop')}
        onClick={stop}
      >
        <IconPlayerStopFilled size={15} />
      </ActionIcon>
    </div>
  )
}

/** How long a timer has been running, minute by minute. */
export function Clock({ timer }: { readonly timer: Timer }) {
  const since = Date.parse(timer.startedAt)
  const [face, setFace] = useState(() => clockFace(Date.now() - since))
  useEffect(() => {
    const tick = () => setFace(clockFace(Date.now() - since))
    tick()
    const ticking = window.setInterval(tick, 1000)
    return () => window.clearInterval(ticking)
  }, [since])
  return <time className={classes['clock']}>{face}</time>
}
