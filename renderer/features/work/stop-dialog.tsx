import { Button, Modal } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemClock } from '#shared/kernel/time.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useDocs } from '#renderer/replica/react.tsx'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { writeDuration } from '#renderer/ui/duration.ts'
import { stopForm, useTimeDraft, type TimeDraft, type TimeEntry } from './time-draft.ts'
import { TimeForm } from './time-form.tsx'
import { minutesOf, useTimer, type Timer } from './timer.ts'
import { useWorkActs } from './use-work-acts.ts'

interface StopDialogProps {
  readonly timer: Timer
  /** Undefined while it loads, and when it left the device meanwhile. */
  readonly ticket: Ticket | undefined
}

/** A stopped timer waits here until it is written down, goes on or is thrown away; also after a restart. */
export function StopDialog({ timer, ticket }: StopDialogProps) {
  const { t } = useTranslation(['work', 'common'])
  const timers = useTimer()
  const draft = useTimeDraft(stopForm(timer.startedAt))
  const clear = () => {
    draft.clear()
    timers.clear()
  }
  // What it was used for stays; how long it took is measured anew.
  const resume = () => {
    draft.forget('spent')
    timers.resume()
  }
  const [isSure, setSure] = useState(false)
  return (
    <Modal
      opened
      onClose={resume}
      title={t('stopTitle', { name: ticket === undefined ? t('aTicket') : ticketName(ticket) })}
      closeButtonProps={{ 'aria-label': t('goOn') }}
      size={520}
    >
      {ticket === undefined ? (
        <p>{t('ticketGone')}</p>
      ) : (
        <StopForm timer={timer} ticket={ticket} draft={draft} onDone={clear} onResume={resume} />
      )}
      <Button
        variant="subtle"
        color={isSure ? 'red' : 'gray'}
        mt="xs"
        onClick={() => (isSure ? clear() : setSure(true))}
      >
        {t(isSure ? 'discardSure' : 'discard')}
      </Button>
    </Modal>
  )
}

interface StopFormProps {
  readonly timer: Timer
  readonly ticket: Ticket
  readonly draft: TimeDraft
  readonly onDone: () => void
  readonly onResume: () => void
}

function StopForm({ timer, ticket, draft, onDone, onResume }: StopFormProps) {
  const { t } = useTranslation('work')
  const query = useMemo(
    () => ({ selector: { ticketId: ticket.id, kind: 'task' as const, deletedAt: '' } }),
    [ticket.id],
  )
  const { docs: tasks } = useDocs('items', query)
  const acts = useWorkActs(ticket)
  const initial: TimeEntry = {
    spent: writeDuration(minutesOf(timer, systemClock())),
    taskId: '',
    day: dayOfInstant(timer.startedAt),
    billable: false,
    note: '',
  }
  return (
    <TimeForm
      autoFocus
      initial={initial}
      draft={draft}
      tasks={tasks}
      submitLabel={t('log')}
      onSubmit={(entry, minutes) => {
        const isLogged = acts.log(entry, minutes, timer)
        if (isLogged) onDone()
        return isLogged
      }}
      actions={
        <Button variant="default" onClick={onResume}>
          {t('goOn')}
        </Button>
      }
    />
  )
}
