import { useElementSize } from '@mantine/hooks'
import { useCallback, useState, type ReactNode } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { mayChange } from '#shared/policy/policy.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import type { TicketMessages } from '#renderer/features/conversation/messages.ts'
import { useArticleActs } from '#renderer/features/knowledge/use-article-acts.ts'
import { BasicPanel } from '#renderer/features/ticket/basic-panel.tsx'
import { PropertiesPanel } from '#renderer/features/ticket/properties-panel.tsx'
import { ResolveDialog } from '#renderer/features/ticket/resolve-dialog.tsx'
import { TicketHeader } from '#renderer/features/ticket/ticket-header.tsx'
import { useTicketActs, type TicketActs } from '#renderer/features/ticket/use-ticket-acts.ts'
import { neighbour, useListCursor } from '#renderer/features/tickets/list-cursor.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReach, useReachable } from '#renderer/ui/reach.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useTicketCommands } from './ticket-commands.ts'
import { PrintDialog } from './printing/print-dialog.tsx'
import { usePrinting } from './printing/print-commands.ts'
import { TicketGroups, type TicketGroup } from './ticket-groups.tsx'
import { TicketSigns } from './ticket-signs.tsx'
import { useProcessFacts } from './use-process-facts.ts'
import { useWritingCommands } from './writing-commands.ts'
import classes from './ticket-page.module.css'

/** With less room the properties move into the Basic tab. */
const DOCKED_FROM = 860

interface OpenTicketProps {
  readonly ticket: Ticket
  readonly messages: TicketMessages
  readonly onBack: () => void
  readonly onOpenTicket: (id: Id) => void
  readonly onOpenPerson: (id: Id) => void
  readonly onOpenArticle: (id: Id) => void
}

/** A ticket with its groups, its properties at the side, and its keys. */
export function OpenTicket(props: OpenTicketProps) {
  const { ticket, onBack, onOpenTicket, onOpenPerson } = props
  const actor = useActor()
  const acts = useTicketActs(ticket)
  const facts = useProcessFacts(ticket)
  const [group, setGroup] = useState<TicketGroup>('conversations')
  const [isResolving, setResolving] = useState(false)
  const resolve = useCallback(() => setResolving(true), [])
  const printing = usePrinting()
  useWriting(setGroup)
  const { ref, width } = useElementSize()
  const isReadOnly = !mayChange(actor, 'tickets', 'status', ticketBuckets(ticket))
  const shown = { ticket, acts, isReadOnly }
  const move = (steps: number) => moveInList(ticket.id, steps, onOpenTicket)
  useTicketCommands({
    ticket,
    facts,
    acts,
    setGroup,
    isReadOnly,
    onBack,
    onMove: move,
    onResolve: resolve,
    onWriteArticle: useArticleFrom(ticket, props.onOpenArticle),
  })
  useWritingCommands({ group, setGroup, isReadOnly })
  const isDocked = width >= DOCKED_FROM
  const properties = <PropertiesPanel {...shown} onOpenPerson={onOpenPerson} />
  return (
    <article className={classes['page']} aria-label={ticket.title} ref={ref}>
      <TicketHeader
        {...shown}
        facts={facts}
        signs={<TicketSigns ticketId={ticket.id} />}
        onBack={onBack}
        onMove={move}
        onOwnWindow={useOwnWindow(ticket.id)}
        onPrint={printing.open}
        onResolve={resolve}
      />
      <div className={classes['columns']}>
        <TicketGroups
          ticket={ticket}
          messages={props.messages}
          group={group}
          onGroup={setGroup}
          isReadOnly={isReadOnly}
          onOpenTicket={onOpenTicket}
          basic={<BasicGroup {...shown}>{!isDocked && properties}</BasicGroup>}
        />
        {isDocked && <div className={classes['docked']}>{properties}</div>}
      </div>
      {printing.isOpen && <PrintDialog ticket={ticket} onClose={printing.close} />}
      {isResolving && <Resolving ticket={ticket} acts={acts} onClose={() => setResolving(false)} />}
    </article>
  )
}

interface BasicGroupProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly isReadOnly: boolean
  /** The properties, where they are not docked. */
  readonly children: ReactNode
}

function BasicGroup({ children, ...panel }: BasicGroupProps) {
  return (
    <div className={classes['scroll']}>
      {children}
      <BasicPanel {...panel} />
    </div>
  )
}

interface ResolvingProps {
  readonly ticket: Ticket
  readonly acts: TicketActs
  readonly onClose: () => void
}

function Resolving({ ticket, acts, onClose }: ResolvingProps) {
  return (
    <ResolveDialog
      ticket={ticket}
      onClose={onClose}
      onResolve={(resolution) =>
        acts.setStatus('resolved', resolution === ticket.resolution ? {} : { resolution })
      }
    />
  )
}

/** Opens the ticket so many rows further in the list this one came from. */
function moveInList(from: Id, steps: number, onOpenTicket: (id: Id) => void): void {
  const next = neighbour(useListCursor.getState().order(), from, steps)
  if (next === undefined || next === from) return
  useListCursor.getState().moveTo(next)
  onOpenTicket(next)
}

/** Leads to a draft from elsewhere: first its tab, then its field. */
function useWriting(setGroup: (group: TicketGroup) => void): void {
  const ask = useReach((state) => state.ask)
  useReachable('write-reply', () => {
    setGroup('conversations')
    ask('reply')
  })
  useReachable('write-note', () => {
    setGroup('notes')
    ask('note')
  })
}

/** Begins an article with what a ticket has found out. */
function useArticleFrom(ticket: Ticket, onOpen: (id: Id) => void): () => void {
  const { writeFrom } = useArticleActs()
  return () =>
    void writeFrom(ticket).then((id) => {
      if (id !== undefined) onOpen(id)
    })
}

function useOwnWindow(ticketId: Id): () => void {
  const platform = usePlatform()
  const { showRefusal } = useRefusals()
  return () =>
    void platform.openTicketWindow(ticketId).then((opened) => opened.ok || showRefusal(opened.refusal))
}
