import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { progress } from '#shared/items/tasks.ts'
import { workTotals } from '#shared/items/work.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { ActivityLog } from '#renderer/features/activity/activity-log.tsx'
import { ApprovalsPanel } from '#renderer/features/approvals/approvals-panel.tsx'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { PurchasesPanel } from '#renderer/features/purchases/purchases-panel.tsx'
import { AssetsGroup, useAssetCount } from '#renderer/features/relations/assets-group.tsx'
import { RelationsGroup, useRelationCount } from '#renderer/features/relations/relations-group.tsx'
import { TasksPanel } from '#renderer/features/tasks/tasks-panel.tsx'
import { writeDuration } from '#renderer/ui/duration.ts'
import { WorkPanel } from '#renderer/features/work/work-panel.tsx'
import { ConversationGroup, NotesGroup } from './ticket-threads.tsx'
import { useTicketItems, type TicketItems } from './use-ticket-items.ts'
import classes from './ticket-page.module.css'

/** The groups of a ticket in the order of their tabs. Each name is a word of `tickets:page`. */
export const TICKET_GROUPS = [
  'conversations',
  'notes',
  'tasks',
  'purchases',
  'approvals',
  'work',
  'assets',
  'relations',
  'activity',
  'basic',
] as const
export type TicketGroup = (typeof TICKET_GROUPS)[number]

interface TicketGroupsProps {
  readonly ticket: Ticket
  readonly messages: TicketMessages
  readonly group: TicketGroup
  readonly onGroup: (group: TicketGroup) => void
  readonly isReadOnly: boolean
  readonly onOpenTicket: (id: Id) => void
  /** What stands in the Basic group. */
  readonly basic: ReactNode
}

/** The groups of a ticket as tabs; a new group is one name, one count and one panel here. */
export function TicketGroups(props: TicketGroupsProps) {
  const { ticket, messages, group, onGroup, isReadOnly, onOpenTicket, basic } = props
  const { t } = useTranslation('tickets')
  const items = useTicketItems(ticket.id)
  const counts: Partial<Record<TicketGroup, number | string>> = {
    conversations: messages.conversation.length,
    notes: messages.notes.length,
    ...useWorkCounts(items),
    assets: useAssetCount(ticket.id),
    relations: useRelationCount(ticket.id),
  }
  const work = { ticket, isReadOnly }
  const thread = { ...work, messages, onOpenTicket }
  const panels: Readonly<Record<TicketGroup, ReactNode>> = {
    conversations: <ConversationGroup {...thread} />,
    notes: <NotesGroup {...thread} />,
    tasks: <TasksPanel {...work} items={items.tasks} />,
    purchases: <PurchasesPanel {...work} items={items.purchases} parts={items.parts} />,
    approvals: (
      <ApprovalsPanel
        ticket={ticket}
        items={items.approvals}
        purchases={items.purchases}
        isReadOnly={isReadOnly}
      />
    ),
    work: <WorkPanel {...work} items={items.workLogs} tasks={items.tasks} />,
    assets: <AssetsGroup ticket={ticket} isReadOnly={isReadOnly} />,
    relations: <RelationsGroup ticket={ticket} isReadOnly={isReadOnly} onOpenTicket={onOpenTicket} />,
    activity: <ActivityLog ticketId={ticket.id} />,
    basic,
  }
  return (
    <Tabs
      className={classes['parts'] ?? ''}
      value={group}
      keepMounted={false}
      onChange={(value) => onGroup(TICKET_GROUPS.find((each) => each === value) ?? 'conversations')}
    >
      <Tabs.List className={classes['tabs'] ?? ''} aria-label={t('page.tabs')}>
        {TICKET_GROUPS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`page.${each}`)}
            <Count of={counts[each]} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TICKET_GROUPS.map((each) => (
        <Tabs.Panel key={each} value={each} className={classes['panel'] ?? ''}>
          {panels[each]}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** How far the work is, in the shortest words. */
function useWorkCounts(items: TicketItems): Partial<Record<TicketGroup, number | string>> {
  const { t } = useTranslation('tasks')
  const { done, total } = progress(items.tasks.filter(({ kind }) => kind === 'task'))
  const { minutes } = workTotals(items.workLogs)
  return {
    tasks: total === 0 ? 0 : t('progressShort', { done, all: total }),
    purchases: items.purchases.length + items.parts.length,
    approvals: items.approvals.filter(({ kind }) => kind === 'approval').length,
    work: minutes === 0 ? 0 : writeDuration(minutes),
  }
}

function Count({ of }: { readonly of: number | string | undefined }) {
  if (!of) return null
  return <span className={classes['count']}>{of}</span>
}
