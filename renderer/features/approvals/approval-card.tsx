import {
  IconCalendarEvent,
  IconCircleCheckFilled,
  IconCircleX,
  IconClockPause,
  IconHelpCircle,
  IconLock,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ApprovalState, Item } from '#shared/items/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { dayOfInstant } from '#renderer/ui/days.ts'
import { ApprovalActions } from './approval-actions.tsx'
import { Approvers } from './approvers.tsx'
import { useApprovalWords } from './approval-words.ts'
import type { ApprovalActs } from './use-approval-acts.ts'
import classes from './approvals.module.css'

const ICONS: Readonly<Record<ApprovalState, Icon>> = {
  waiting: IconLock,
  asked: IconClockPause,
  approved: IconCircleCheckFilled,
  rejected: IconCircleX,
  withdrawn: IconHelpCircle,
}

interface ApprovalCardProps {
  readonly approval: Item
  /** The ticket's approvals and decisions. */
  readonly items: readonly Item[]
  readonly state: ApprovalState
  readonly acts: ApprovalActs
  readonly isReadOnly: boolean
}

/** One approval: what is asked, where it stands in words, who said what, and what one may do about it. */
export function ApprovalCard({ approval, items, state, acts, isReadOnly }: ApprovalCardProps) {
  const { t } = useTranslation(['approvals', 'items', 'common'])
  const directory = useDirectory()
  const dates = useDates()
  const words = useApprovalWords()
  const Shape = ICONS[state]
  return (
    <li className={classes['card']} data-state={state}>
      <div className={classes['head']}>
        <span className={classes['step']}>{t('step', { step: approval.step })}</span>
        <h4 className={classes['title']}>{approval.title}</h4>
        <span className={classes['state']} data-state={state}>
          <Shape size={15} aria-hidden /> {t(`items:approvalState.${state}`)}
        </span>
      </div>
      <p className={classes['words']}>
        {words.standing(approval, items, state)} {words.mode(approval)}
      </p>
      <Due approval={approval} isOpen={state === 'asked' || state === 'waiting'} />
      {approval.note !== '' && <p className={classes['note']}>{approval.note}</p>}
      <Approvers approval={approval} items={items} isOpen={state === 'asked'} />
      <p className={classes['askedBy']}>
        {t('askedBy', {
          name: directory.personName(approval.createdBy) || t('common:unknownPerson'),
          when: dates.full(approval.createdAt),
        })}
      </p>
      {!isReadOnly && <ApprovalActions approval={approval} state={state} acts={acts} />}
    </li>
  )
}

interface DueProps {
  readonly approval: Item
  /** Somebody still has to answer. */
  readonly isOpen: boolean
}

/** Until when an answer is wanted, and whether that day is over without one. */
function Due({ approval, isOpen }: DueProps) {
  const { t } = useTranslation('approvals')
  const dates = useDates()
  const day = dayOfInstant(approval.dueAt)
  if (day === '') return null
  const isLate = isOpen && dates.isPastDay(day)
  return (
    <p className={classes['due']} data-late={isLate || undefined}>
      <IconCalendarEvent size={15} aria-hidden /> {t('dueOn', { day: dates.day(day) })}
      {isLate && ` · ${t('late')}`}
    </p>
  )
}
