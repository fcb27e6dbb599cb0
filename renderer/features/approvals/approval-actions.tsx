import { Button, Textarea } from '@mantine/core'
import { IconCheck, IconUserShare, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalState, Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { personChoices } from '#renderer/ui/person-choices.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import type { ApprovalActs } from './use-approval-acts.ts'
import classes from './approvals.module.css'

interface ApprovalActionsProps {
  readonly approval: Item
  readonly state: ApprovalState
  readonly acts: ApprovalActs
}

/** Decide, pass on, take back; or the reason why one may not decide. */
export function ApprovalActions({ approval, state, acts }: ApprovalActionsProps) {
  const { refusalText } = useRefusals()
  const isSettled = state !== 'asked' && state !== 'waiting'
  if (isSettled) return null
  const refusal = acts.whyNot(approval)
  return (
    <div className={classes['actions']}>
      {refusal === undefined ? (
        <DecideForm approval={approval} acts={acts} />
      ) : (
        <p className={classes['whyNot']}>{refusalText(refusal)}</p>
      )}
      <OtherActs approval={approval} acts={acts} />
    </div>
  )
}

function DecideForm({ approval, acts }: Omit<ApprovalActionsProps, 'state'>) {
  const { t } = useTranslation('approvals')
  const directory = useDirectory()
  const seats = acts.seats(approval)
  const [comment, setComment] = useState('')
  const [chosen, setChosen] = useState<Id>()
  const forWhom = seats.find((seat) => seat === chosen) ?? seats[0]
  const decide = (verdict: 'yes' | 'no') => {
    if (forWhom !== undefined && acts.decide(approval, { verdict, comment, forWhom })) setComment('')
  }
  return (
    <>
      {seats.length > 1 && (
        <div className={classes['field']}>
          <Picker
            variant="button"
            label={t('forWhom')}
            value={forWhom ?? ''}
            choices={personChoices(directory).filter(({ value }) => seats.includes(value))}
            onChange={setChosen}
          />
        </div>
      )}
      <Textarea
        autosize
        minRows={1}
        maxRows={6}
        aria-label={t('comment', { title: approval.title })}
        placeholder={t('commentPlaceholder')}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className={classes['buttons']}>
        <Button leftSection={<IconCheck size={15} />} onClick={() => decide('yes')}>
          {t('approve')}
        </Button>
        <Button variant="default" leftSection={<IconX size={15} />} onClick={() => decide('no')}>
          {t('reject')}
        </Button>
      </div>
    </>
  )
}

function OtherActs({ approval, acts }: Omit<ApprovalActionsProps, 'state'>) {
  const { t } = useTranslation('approvals')
  const directory = useDirectory()
  const { personId } = useActor()
  const isMine = acts.seats(approval).includes(personId)
  const mayWithdraw = acts.mayWithdraw(approval)
  if (!isMine && !mayWithdraw) return null
  const others = personChoices(directory).filter(
    ({ value }) => value !== personId && !approval.approverIds.includes(value),
  )
  return (
    <div className={classes['others']}>
      {isMine && (
        <div className={classes['field']}>
          <Picker
            variant="button"
            label={t('passOn')}
            value=""
            choices={others}
            onChange={(toId) => acts.delegate(approval, toId)}
          >
            <IconUserShare size={15} aria-hidden /> {t('passOn')}
          </Picker>
        </div>
      )}
      {mayWithdraw && (
        <Button variant="subtle" color="gray" onClick={() => acts.withdraw(approval)}>
          {t('withdraw')}
        </Button>
      )}
    </div>
  )
}
