import { Badge, Tabs } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Message } from '#shared/messages/schema.ts'
import { mayChange } from '#shared/policy/policy.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { ActivityLog } from '#renderer/features/activity/activity-log.tsx'
import { useTicketMessages, type TicketMessages } from '#renderer/features/conversation/messages.ts'
import { NoteComposer } from '#renderer/features/conversation/note-composer.tsx'
import { ReplyComposer } from '#renderer/features/conversation/reply-composer.tsx'
import { Thread } from '#renderer/features/conversation/thread.tsx'
import { useDraft } from '#renderer/features/drafts/drafts.ts'
import { BasicPanel } from '#renderer/features/ticket/basic-panel.tsx'
import { PropertiesPanel } from '#renderer/features/ticket/properties-panel.tsx'
import { ResolveDialog } from '#renderer/features/ticket/resolve-dialog.tsx'
import { TicketHeader } from '#renderer/features/ticket/ticket-header.tsx'
import { useTicketActs } from '#renderer/features/ticket/use-ticket-acts.ts'
import { neighbour, useListCursor } from '#renderer/features/tickets/list-cursor.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReach, useReachable } from '#renderer/ui/reach.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useTicketCommands, type TicketTab } from './ticket-commands.ts'
import classes from './ticket-page.module.css'

/** With less room the properties move into the Basic tab. */
const DOCKED_FROM = 860

interface OpenTicketProps {
  readonly ticket: Ticket
  readonly onBack: () => void
  readonly onOpenTicket: (id: Id) => void
}

/** A ticket with its groups, its properties at the side, and its keys. */
export function OpenTicket({ ticket, onBack, onOpenTicket }: OpenTicketProps) {
  const actor = useActor()
  const acts = useTicketActs(ticket)
  const [tab, setTab] = useState<TicketTab>('conversations')
  const [isResolving, setResolving] = useState(false)
  const resolve = useCallback(() => setResolving(true), [])
  useWriting(setTab)
  const { ref, width } = useElementSize()
  const isReadOnly = !mayChange(actor, 'tickets', 'status', ticketBuckets(ticket))
  const move = (steps: number) => {
    const next = neighbour(useListCursor.getState().order, ticket.id, steps)
    if (next === undefined || next === ticket.id) return
    useListCursor.getState().moveTo(next)
    onOpenTicket(next)
  }
  useTicketCommands({
    ticket,
    acts,
    tab,
    setTab,
    isReadOnly,
    onBack,
    onMove: move,
    onResolve: resolve,
  })
  const openWindow = useOwnWindow(ticket.id)
  const isDocked = width >= DOCKED_FROM
  const properties = <PropertiesPanel ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
  return (
    <article className={classes['page']} aria-label={ticket.title} ref={ref}>
      <TicketHeader
        ticket={ticket}
        acts={acts}

        isReadOnly={isReadOnly}
        onBack={onBack}
        onMove={move}
        onOwnWindow={openWindow}
        onResolve={resolve}
      />
      <div className={classes['columns']}>
        <TicketTabs ticket={ticket} tab={tab} onTab={setTab} isReadOnly={isReadOnly}>
          <div className={classes['scroll']}>
            {!isDocked && properties}
            <BasicPanel ticket={ticket} acts={acts} isReadOnly={isReadOnly} />
          </div>
        </TicketTabs>
        {isDocked && <div className={classes['docked']}>{properties}</div>}
      </div>
      {isResolving && (
        <ResolveDialog
          ticket={ticket}
          onClose={() => setResolving(false)}
          onResolve={(resolution) =>
            acts.setStatus('resolved', resolution === ticket.resolution ? {} : { resolution })
          }
        />
      )}
    </article>
  )
}

/** Leads to a draft from elsewhere: first its tab, then its field. */
function useWriting(setTab: (tab: TicketTab) => void): void {
  const ask = useReach((state) => state.ask)
  useReachable('write-reply', () => {
    setTab('conversations')
    ask('reply')
  })
  useReachable('write-note', () => {
    setTab('notes')
    ask('note')
  })
}

function useOwnWindow(ticketId: Id): () => void {
  const platform = usePlatform()
  const { showRefusal } = useRefusals()
  return () =>
    void platform.openTicketWindow(ticketId).then((opened) => opened.ok || showRefusal(opened.refusal))
}

interface TicketTabsProps {
  readonly ticket: Ticket
  readonly tab: TicketTab
  readonly onTab: (tab: TicketTab) => void
  readonly isReadOnly: boolean
  /** What stands in the Basic tab. */
  readonly children: ReactNode
}

function TicketTabs({ ticket, tab, onTab, isReadOnly, children }: TicketTabsProps) {
  const { t } = useTranslation('tickets')
  const messages = useTicketMessages(ticket.id)
  const tabs: readonly TicketTab[] = ['conversations', 'notes', 'activity', 'basic']
  const counts: Partial<Record<TicketTab, number>> = {
    conversations: messages.conversation.length,
    notes: messages.notes.length,
  }
  return (
    <Tabs
      className={classes['parts'] ?? ''}
      value={tab}
      keepMounted={false}
      onChange={(value) => onTab(tabs.find((each) => each === value) ?? 'conversations')}
    >
      <Tabs.List className={classes['tabs'] ?? ''} aria-label={t('page.tabs')}>
        {tabs.map((each) => (
          <Tabs.Tab
            key={each}
            value={each}
            rightSection={
              counts[each] ? (
                <Badge size="xs" variant="light" color="gray">
                  {counts[each]}
                </Badge>
              ) : null
            }
          >
            {t(`page.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="conversations" className={classes['panel'] ?? ''}>
        <Conversation ticket={ticket} messages={messages} isReadOnly={isReadOnly} />
      </Tabs.Panel>
      <Tabs.Panel value="notes" className={classes['panel'] ?? ''}>
        <Notes ticket={ticket} messages={messages} isReadOnly={isReadOnly} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" className={classes['panel'] ?? ''}>
        <ActivityLog ticketId={ticket.id} />
      </Tabs.Panel>
      <Tabs.Panel value="basic" className={classes['panel'] ?? ''}>
        {children}
      </Tabs.Panel>
    </Tabs>
  )
}

interface ThreadPartProps {
  readonly ticket: Ticket
  readonly messages: TicketMessages
  readonly isReadOnly: boolean
}

function Conversation({ ticket, messages, isReadOnly }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'reply')
  if (messages.isLoading) return null
  const rewrite = ({ text, cc, attachments }: Message) =>
    draft.change({
      text: [draft.text, text].filter((each) => each !== '').join('\n\n'),
      cc: [...new Set([...draft.cc, ...cc])],
      attachments: [...draft.attachments, ...attachments],
    })
  return (
    <Thread
      kind="conversation"
      messages={messages.conversation}
      waiting={messages.waiting}
      sentAt={messages.sentAt}
      {...(isReadOnly ? {} : { onRewrite: rewrite })}
    >
      {!isReadOnly && <ReplyComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}

function Notes({ ticket, messages, isReadOnly }: ThreadPartProps) {
  const draft = useDraft(useActor().personId, ticket.id, 'note')
  if (messages.isLoading) return null
  return (
    <Thread kind="notes" messages={messages.notes} waiting={messages.waiting} sentAt={messages.sentAt}>
      {!isReadOnly && <NoteComposer ticket={ticket} draft={draft} />}
    </Thread>
  )
}
