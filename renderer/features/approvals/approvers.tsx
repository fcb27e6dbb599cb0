import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { decisionsOn } from '#shared/items/approvals.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { PersonAvatar } from '#renderer/ui/person-avatar.tsx'
import classes from './approvals.module.css'

interface ApproversProps {
  readonly approval: Item
  readonly items: readonly Item[]
  /** Whether an answer is still waited for. */
  readonly isOpen: boolean
}

/** Everybody who was asked, what they said and when, and to whom they passed it on. */
export function Approvers({ approval, items, isOpen }: ApproversProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const directory = useDirectory()
  const name = (id: Id) => directory.personName(id) || t('common:unknownPerson')
  const decisions = decisionsOn(approval, items)
  return (
    <ul className={classes['approvers']} aria-label={t('approvers')}>
      {approval.approverIds.map((id) => {
        const decision = decisions.find(({ personId }) => personId === id)
        const delegates = approval.delegations
          .filter((each) => each.startsWith(`${id}>`))
          .map((each) => each.slice(id.length + 1))
        return (
          <li key={id} className={classes['approver']}>
            <PersonAvatar name={name(id)} size={20} />
            <div>
              <span>{name(id)}</span>
              {delegates.length > 0 && (
                <span className={classes['dim']}>
                  {' '}
                  {t('passedOnTo', { names: delegates.map(name).join(', ') })}
                </span>
              )}
              {decision === undefined ? (
                isOpen && <span className={classes['dim']}> {t('noAnswerYet')}</span>
              ) : (
                <Answer decision={decision} approverId={id} name={name} />
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

interface AnswerProps {
  readonly decision: Item
  readonly approverId: Id
  readonly name: (id: Id) => string
}

function Answer({ decision, approverId, name }: AnswerProps) {
  const { t } = useTranslation(['approvals', 'items'])
  const dates = useDates()
  const verdict = decision.verdict === 'no' ? 'no' : 'yes'
  const Shape = verdict === 'yes' ? IconCheck : IconX
  return (
    <>
      <span className={classes['verdict']} data-verdict={verdict}>
        <Shape size={14} aria-hidden /> {t(`items:verdict.${verdict}`)}
      </span>
      {decision.createdBy !== approverId && (
        <span className={classes['dim']}> {t('inPlaceOf', { name: name(decision.createdBy) })}</span>
      )}
      <time className={classes['dim']} dateTime={decision.createdAt} title={dates.full(decision.createdAt)}>
        {dates.short(decision.createdAt)}
      </time>
      {decision.note !== '' && <div className={classes['comment']}>{decision.note}</div>}
    </>
  )
}
