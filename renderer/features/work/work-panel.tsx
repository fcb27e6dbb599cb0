import { Button } from '@mantine/core'
import { IconClockPlus, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { EmptyGroup, GroupPanel } from '#renderer/ui/group-panel.tsx'
import { entryForm, useTimeDraft } from './time-draft.ts'
import { TimeForm } from './time-form.tsx'
import { useTimer } from './timer.ts'
import { useWorkActs } from './use-work-acts.ts'
import { WorkEntries } from './work-entries.tsx'
import { WorkTotals } from './work-totals.tsx'
import classes from './work.module.css'

interface WorkPanelProps {
  readonly ticket: Ticket
  /** The ticket's work logs and its tasks, in any order. */
  readonly items: readonly Item[]
  readonly tasks: readonly Item[]
  readonly isReadOnly: boolean
}

/** The time a ticket took: a timer or an entry by hand, who spent it, and what of it is billed. */
export function WorkPanel({ ticket, items, tasks, isReadOnly }: WorkPanelProps) {
  const { t } = useTranslation('work')
  const acts = useWorkActs(ticket)
  const draft = useTimeDraft(entryForm(ticket.id))
  const toChoose = tasks.filter(({ kind }) => kind === 'task')
  return (
    <GroupPanel title={t('title')} measure="text">
      {!isReadOnly && (
        <div className={classes['entry']}>
          <TimerButton ticket={ticket} />
          <TimeForm
            control="work"
            draft={draft}
            initial={{ spent: '', taskId: '', day: '', billable: false, note: '' }}
            tasks={toChoose}
            submitLabel={t('log')}
            onSubmit={acts.log}
          />
        </div>
      )}
      {items.length === 0 ? (
        <EmptyGroup
          icon={<IconClockPlus size={30} />}
          title={t('emptyTitle')}
          description={t(isReadOnly ? 'emptyReadOnly' : 'emptyBody')}
        />
      ) : (
        <>
          <WorkTotals items={items} />
          <WorkEntries items={items} tasks={toChoose} acts={acts} isReadOnly={isReadOnly} />
        </>
      )}
    </GroupPanel>
  )
}

function TimerButton({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation('work')
  const { timer, start, stop } = useTimer()
  const isHere = timer?.ticketId === ticket.id
  const isElsewhere = timer !== undefined && !isHere
  return (
    <div className={classes['timer']}>
      <Button
        variant={isHere ? 'light' : 'default'}
        color={isHere ? 'red' : 'satchel'}
        disabled={isElsewhere}
        leftSection={isHere ? <IconPlayerStopFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
        onClick={() => (isHere ? stop() : start(ticket.id))}
      >
        {t(isHere ? 'stop' : 'start')}
      </Button>
      <span className={classes['hint']}>{t(isElsewhere ? 'runsElsewhere' : 'timerHint')}</span>
    </div>
  )
}
