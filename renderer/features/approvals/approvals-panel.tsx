import { Button } from '@mantine/core'
import { IconGavel, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalsOf, approvalStates } from '#shared/items/approvals.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { EmptyGroup, GroupPanel } from '#renderer/ui/group-panel.tsx'
import { useReachable } from '#renderer/ui/reach.ts'
import { ApprovalCard } from './approval-card.tsx'
import { AskForm } from './ask-form.tsx'
import { useApprovalActs, type ApprovalActs } from './use-approval-acts.ts'
import classes from './approvals.module.css'

interface ApprovalsPanelProps {
  readonly ticket: Ticket
  /** The ticket's approvals and decisions, in any order. */
  readonly items: readonly Item[]
  /** What of the ticket is to be bought; an approval may be about one of these. */
  readonly purchases: readonly Item[]
  readonly isReadOnly: boolean
}

/** Who must agree before the work goes on: the steps in their order, each with what everybody said. */
export function ApprovalsPanel({ ticket, items, purchases, isReadOnly }: ApprovalsPanelProps) {
  const { t } = useTranslation('approvals')
  const acts = useApprovalActs(ticket, items)
  const states = approvalStates(items)
  const subjects = [{ id: '', title: '' }, ...purchases]
    .map((subject) => ({ subject, approvals: approvalsOf(items, subject.id) }))
    .filter(({ approvals }) => approvals.length > 0)
  return (
    <GroupPanel title={t('title')} measure="text">
      {subjects.length === 0 && (
        <EmptyGroup
          icon={<IconGavel size={30} />}
          title={t('emptyTitle')}
          description={t(isReadOnly ? 'emptyReadOnly' : 'emptyBody')}
        />
      )}
      {subjects.map(({ subject, approvals }) => (
        <section key={subject.id} className={classes['subject']}>
          {subject.id !== '' && <h3 className={classes['about']}>{t('about', { title: subject.title })}</h3>}
          <ol className={classes['steps']}>
            {approvals.map((approval) => (
              <ApprovalCard
                key={approval.id}
                approval={approval}
                items={items}
                state={states.get(approval.id) ?? 'asked'}
                acts={acts}
                isReadOnly={isReadOnly}
              />
            ))}
          </ol>
        </section>
      ))}
      {!isReadOnly && <Ask items={items} purchases={purchases} acts={acts} />}
    </GroupPanel>
  )
}

interface AskProps {
  readonly items: readonly Item[]
  readonly purchases: readonly Item[]
  readonly acts: ApprovalActs
}

function Ask({ items, purchases, acts }: AskProps) {
  const { t } = useTranslation('approvals')
  const [isAsking, setAsking] = useState(false)
  useReachable('approval', () => setAsking(true))
  if (isAsking)
    return <AskForm items={items} purchases={purchases} acts={acts} onClose={() => setAsking(false)} />
  return (
    <div className={classes['ask']}>
      <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => setAsking(true)}>
        {t('ask')}
      </Button>
    </div>
  )
}
