import { Badge, Button } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/items/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import { writeDuration } from '#renderer/ui/duration.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { useTimeDraft } from './time-draft.ts'
import { TimeForm, type TaskToChoose } from './time-form.tsx'
import type { WorkActs } from './use-work-acts.ts'
import { workDays, type WorkEntry } from './work-days.ts'
import classes from './work.module.css'

interface WorkEntriesProps {
  readonly items: readonly Item[]
  readonly tasks: readonly TaskToChoose[]
  readonly acts: WorkActs
  readonly isReadOnly: boolean
}

/** Every entry by day; one is corrected by another that counts instead of it. */
export function WorkEntries(props: WorkEntriesProps) {
  const { t } = useTranslation('work')
  const dates = useDates()
  return (
    <section aria-label={t('entries')}>
      {workDays(props.items).map(({ day, minutes, entries }) => (
        <section key={day} className={classes['dayGroup']}>
          <h3 className={classes['dayHead']}>
            <time dateTime={day}>{dates.day(day)}</time> <span>{writeDuration(minutes)}</span>
          </h3>
          <ul className={classes['list']}>
            {entries.map((entry) => (
              <Entry key={entry.log.id} entry={entry} {...props} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Entry({ entry, tasks, acts, isReadOnly }: WorkEntriesProps & { readonly entry: WorkEntry }) {
  const { t } = useTranslation(['work', 'common'])
  const { log, isCorrected } = entry
  const [isCorrecting, setCorrecting] = useState(false)
  const task = tasks.find(({ id }) => id === log.parentId)
  if (isCorrecting) {
    const close = () => setCorrecting(false)
    return <Correction log={log} tasks={tasks} acts={acts} onClose={close} />
  }
  return (
    <li className={classes['log']} data-none={log.minutes === 0 || undefined}>
      <strong className={classes['minutes']}>{writeDuration(log.minutes)}</strong>
      <div className={classes['what']}>
        <div className={classes['about']}>
          <Person id={log.personId} />
          {task !== undefined && <span className={classes['cut']}>{task.title}</span>}
          {log.billable && (
            <Badge size="xs" variant="light">
              {t('billable')}
            </Badge>
          )}
          {isCorrected && <span>{t(log.minutes === 0 ? 'wasTakenBack' : 'corrected')}</span>}
        </div>
        {log.note !== '' && <div className={classes['note']}>{log.note}</div>}
      </div>
      {!isReadOnly && (
        <EntryButtons log={log} onCorrect={() => setCorrecting(true)} onTakeBack={() => acts.takeBack(log)} />
      )}
    </li>
  )
}

interface CorrectionProps extends Pick<WorkEntriesProps, 'tasks' | 'acts'> {
  readonly log: Item
  readonly onClose: () => void
}

function Correction({ log, tasks, acts, onClose }: CorrectionProps) {
  const { t } = useTranslation(['work', 'common'])
  const draft = useTimeDraft('')
  return (
    <li className={classes['correcting']}>
      <TimeForm
        initial={{
          spent: writeDuration(log.minutes),
          taskId: log.parentId,
          day: dayOfInstant(log.startsAt || log.createdAt),
          billable: log.billable,
          note: log.note,
        }}
        draft={draft}
        tasks={tasks}
        submitLabel={t('correct')}
        onSubmit={(changed, minutes) => {
          const isSaved = acts.correct(log, changed, minutes)
          if (isSaved) onClose()
          return isSaved
        }}
        actions={
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
        }
      />
    </li>
  )
}

function Person({ id }: { readonly id: string }) {
  const { t } = useTranslation('common')
  const name = useDirectory().personName(id) || t('unknownPerson')
  return (
    <span className={classes['person']}>
      <PersonAvatar name={name} size={18} /> {name}
    </span>
  )
}

interface EntryButtonsProps {
  readonly log: Item
  readonly onCorrect: () => void
  readonly onTakeBack: () => void
}

function EntryButtons({ log, onCorrect, onTakeBack }: EntryButtonsProps) {
  const { t } = useTranslation('work')
  const spent = writeDuration(log.minutes)
  return (
    <span className={classes['buttons']}>
      <IconButton
        label={t('correctThis', { spent })}
        hint={t('correctHint')}
        icon={IconPencil}
        size="sm"
        iconSize={14}
        onClick={onCorrect}
      />
      {log.minutes > 0 && (
        <IconButton
          label={t('takeBack', { spent })}
          hint={t('takeBackHint')}
          icon={IconArrowBackUp}
          size="sm"
          iconSize={14}
          onClick={onTakeBack}
        />
      )}
    </span>
  )
}
